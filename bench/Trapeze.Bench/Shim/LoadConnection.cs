using System.Net;
using System.Net.Sockets;

namespace Trapeze.Bench.Shim;

/// <summary>One keep-alive connection that reads answers with a Content-Length or in chunks, into one buffer.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];

    internal LoadConnection(EndPoint server) => _socket.Connect(server);

    internal void Ask(ReadOnlySpan<byte> request, ReadOnlySpan<byte> expected)
    {
        _socket.Send(request);
        var there = 0;
        while (true)
        {
            var read = _socket.Receive(_buffer.AsSpan(there));
            if (read == 0)
            {
                throw new IOException("the server closed the connection");
            }

            there += read;
            if (IsWhole(_buffer.AsSpan(0, there)))
            {
                break;
            }
        }

        if (!_buffer.AsSpan(0, there).StartsWith(expected))
        {
            throw new IOException("not the status that was expected: " + System.Text.Encoding.ASCII.GetString(_buffer, 0, there));
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var length = answer[..head].IndexOf("Content-Length: "u8);
        if (length < 0)
        {
            return answer.EndsWith("0\r\n\r\n"u8);
        }

        System.Buffers.Text.Utf8Parser.TryParse(answer[(length + 16)..], out int body, out _);
        return answer.Length >= head + 4 + body;
    }
}
