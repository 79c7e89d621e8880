using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Trapeze.Evidence.BlackBox.Clients;

/// <summary>One HTTP/1.1 connection whose every byte is looked at: what an attacker on the wire sees of their own requests.</summary>
internal sealed class RawConnection(Uri address) : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[16 * 1_024];
    private readonly List<byte> _read = [];
    private TcpClient? _client;

    /// <summary>Sends one request and reads one reply; a connection that breaks off is a reply of its own.</summary>
    internal async Task<string> AskAsync(string method, string target, IEnumerable<string> headers, string? body, CancellationToken cancellation)
    {
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\n");
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        if (body is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        }

        head.Append("\r\n").Append(body);
        try
        {
            if (_client is null)
            {
                _client = new TcpClient { NoDelay = true };
                await _client.ConnectAsync(address.Host, address.Port, cancellation);
            }

            await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head.ToString()), cancellation);
            return await ReadAsync(method, cancellation);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return Broken();
        }
    }

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ReadAsync(string method, CancellationToken cancellation)
    {
        _read.Clear();
        int end;
        while ((end = EndOfHead()) < 0)
        {
            if (!await MoreAsync(cancellation))
            {
                return Broken();
            }
        }

        var head = Encoding.Latin1.GetString([.. _read[..end]]);
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var isDone = method is "HEAD" || lines[0].Split(' ') is [_, "204" or "205" or "304", ..];
        var length = Value(lines, "Content-Length");
        if (!isDone && Value(lines, "Transfer-Encoding") is not null)
        {
            while (!Encoding.Latin1.GetString([.. _read[end..]]).EndsWith("0\r\n\r\n", StringComparison.Ordinal))
            {
                if (!await MoreAsync(cancellation))
                {
                    return Broken();
                }
            }
        }
        else if (!isDone && length is not null)
        {
            while (_read.Count < end + int.Parse(length, CultureInfo.InvariantCulture))
            {
                if (!await MoreAsync(cancellation))
                {
                    return Broken();
                }
            }
        }

        // What comes after a reply is of no request.
        if (_client!.Available > 0)
        {
            await MoreAsync(cancellation);
        }

        if (Value(lines, "Connection") is "close")
        {
            Close();
        }

        return Encoding.Latin1.GetString([.. _read]);
    }

    // How much had arrived before is the network's affair.
    private string Broken()
    {
        Close();
        return "the connection was broken off";
    }

    private void Close()
    {
        _client?.Dispose();
        _client = null;
    }

    private async Task<bool> MoreAsync(CancellationToken cancellation)
    {
        var count = await _client!.GetStream().ReadAsync(_buffer, cancellation);
        _read.AddRange(_buffer.AsSpan(0, count));
        return count > 0;
    }

    private int EndOfHead()
    {
        for (var i = 3; i < _read.Count; i++)
        {
            if (_read[i] == '\n' && _read[i - 1] == '\r' && _read[i - 2] == '\n')
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static string? Value(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}
