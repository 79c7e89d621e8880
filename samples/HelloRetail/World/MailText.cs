using System.Text;
using System.Text.RegularExpressions;

namespace HelloRetail.World;

/// <summary>Reads what System.Net.Mail writes: headers, and a body in quoted-printable or base64.</summary>
public static partial class MailText
{
    public static (string Subject, string Body) Read(string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = ReadHeaders(end < 0 ? raw : raw[..end]);
        var body = end < 0 ? string.Empty : raw[(end + 4)..];
        var decoded = headers.GetValueOrDefault("content-transfer-encoding")?.ToUpperInvariant() switch
        {
            "QUOTED-PRINTABLE" => Encoding.UTF8.GetString(QuotedPrintable(body)),
            "BASE64" => Encoding.UTF8.GetString(Convert.FromBase64String(body.Trim())),
            _ => body,
        };
        return (Words(headers.GetValueOrDefault("subject", string.Empty)), decoded.TrimEnd());
    }

    // RFC 2047: =?utf-8?B?base64?= or =?utf-8?Q?quoted-printable?=, one after another.
    private static string Words(string header) => EncodedWord().Replace(header, word => Encoding.UTF8.GetString(
        word.Groups["kind"].Value is "B" or "b"
            ? Convert.FromBase64String(word.Groups["text"].Value)
            : QuotedPrintable(word.Groups["text"].Value.Replace('_', ' '))));

    [GeneratedRegex(@"=\?utf-8\?(?<kind>[BbQq])\?(?<text>[^?]*)\?=\s*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EncodedWord();

    private static Dictionary<string, string> ReadHeaders(string head)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in head.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n"))
        {
            if (line.Split(':', 2) is [var name, var value])
            {
                headers[name.Trim()] = value.Trim();
            }
        }

        return headers;
    }

    private static byte[] QuotedPrintable(string text)
    {
        var bytes = new List<byte>(text.Length);
        var joined = text.Replace("=\r\n", string.Empty, StringComparison.Ordinal);
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '=' && i + 2 < joined.Length && Uri.IsHexDigit(joined[i + 1]) && Uri.IsHexDigit(joined[i + 2]))
            {
                bytes.Add((byte)((Uri.FromHex(joined[i + 1]) << 4) | Uri.FromHex(joined[i + 2])));
                i += 2;
            }
            else
            {
                bytes.Add((byte)joined[i]);
            }
        }

        return [.. bytes];
    }
}
