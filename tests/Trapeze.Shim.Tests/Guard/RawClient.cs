using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Trapeze.Shim.Tests.Guard;

/// <summary>Sends bytes as they are and reads bytes as they come.</summary>
internal static partial class RawClient
{
    /// <summary>The whole answer to one request on a connection of its own.</summary>
    internal static async Task<string> AskAsync(Uri address, string requestLine, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        var head = string.Join("\r\n", [requestLine, $"Host: {address.Authority}", "Connection: close", .. headers]) + "\r\n\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    /// <summary>An answer without what differs from one activation to the next: the time and the activation's id.</summary>
    internal static string Constant(string answer) => Changing().Replace(answer, "${name} …");

    internal static int Status(string answer) => int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<name>Date:|Trapeze-Activation:) [^\r]*", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Changing();
}
