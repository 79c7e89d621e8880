using System.Net.Sockets;
using System.Text;

namespace HelloRetail.World;

/// <summary>One sender's conversation with the mail box (RFC 5321, as much of it as a development server needs).</summary>
internal sealed class SmtpSession(MailBox mailBox, TcpClient client)
{
    private const int MaxMessage = 1 << 20;

    private readonly List<string> _to = [];
    private string _from = string.Empty;

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            using (client)
            using (var reader = new StreamReader(client.GetStream(), Encoding.Latin1))
            await using (var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true })
            {
                await writer.WriteLineAsync("220 development mail box");
                while (await reader.ReadLineAsync(cancellation) is { } line && !line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync(await AnswerAsync(line, reader, writer, cancellation));
                }

                await writer.WriteLineAsync("221 bye");
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The sender hung up, or the world ends; what was not answered with 250 is the sender's to send again.
        }
    }

    private async Task<string> AnswerAsync(string line, StreamReader reader, StreamWriter writer, CancellationToken cancellation)
    {
        var verb = line.Split(' ', 2)[0].ToUpperInvariant();
        switch (verb)
        {
            case "EHLO" or "HELO" or "NOOP":
                return "250 ok";
            case "MAIL":
                _from = Address(line);
                _to.Clear();
                return "250 ok";
            case "RCPT":
                _to.Add(Address(line));
                return "250 ok";
            case "RSET":
                _to.Clear();
                return "250 ok";
            case "DATA" when _to.Count > 0:
                await writer.WriteLineAsync("354 go on, end with a dot");
                if (await ReadMessageAsync(reader, cancellation) is not { } raw)
                {
                    return "552 too long";
                }

                await mailBox.KeepAsync(_from, [.. _to], raw, cancellation);
                return "250 kept";
            default:
                return "502 not here";
        }
    }

    private static async Task<string?> ReadMessageAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (string.Equals(line, ".", StringComparison.Ordinal))
            {
                return text.Length <= MaxMessage ? text.ToString() : null;
            }

            if (text.Length <= MaxMessage)
            {
                text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
            }
        }

        throw new IOException("the sender hung up in the middle of a message");
    }

    private static string Address(string line)
    {
        var (open, close) = (line.IndexOf('<', StringComparison.Ordinal), line.IndexOf('>', StringComparison.Ordinal));
        return open >= 0 && close > open ? line[(open + 1)..close] : string.Empty;
    }
}
