using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Trapeze.LocalLambda.Http;

/// <summary>Between the bytes of a message's head, one a character, and text.</summary>
internal static class WireText
{
    /// <summary>The bytes as UTF-8 if they are that, as Latin-1 otherwise.</summary>
    internal static string Read(string bytes)
    {
        var raw = Encoding.Latin1.GetBytes(bytes);
        return Utf8.IsValid(raw) ? Encoding.UTF8.GetString(raw) : bytes;
    }

    /// <summary>Text as UTF-8, one byte a character.</summary>
    internal static string Write(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Takes percent signs off, and pluses for spaces where it is a query; what is no code of a byte stays.</summary>
    internal static string Decode(string bytes, bool isQuery)
    {
        var decoded = new StringBuilder(bytes.Length);
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] == '%' && at + 2 < bytes.Length && byte.TryParse(bytes.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                decoded.Append((char)code);
                at += 2;
            }
            else
            {
                decoded.Append(bytes[at] == '+' && isQuery ? ' ' : bytes[at]);
            }
        }

        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(decoded.ToString()));
    }

    /// <summary>The pairs of a query, as sent.</summary>
    internal static List<(string Key, string Value)> Pairs(string query) =>
        [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair.Length == 2 ? pair[1] : ""))];
}
