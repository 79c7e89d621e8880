using System.Net.Sockets;
using System.Text;

namespace Trapeze.LocalLambda.Tests.Gateway;

/// <summary>Sends bytes and reads the whole answer.</summary>
internal static class RawClient
{
    public static async Task<string> SendAsync(Uri address, string head, byte[]? body = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\nConnection: close\r\n" + (body is null ? "\r\n" : $"Content-Length: {body.Length}\r\n\r\n")));
        await stream.WriteAsync(body ?? []);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer);
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
