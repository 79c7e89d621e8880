using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Trapeze.LocalLambda.Http;

/// <summary>Reads one request after another from a connection.</summary>
internal sealed class RawReader(Stream stream, int mostBody)
{
    private const int MostHead = 64 * 1024;
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    private readonly PipeReader _pipe = PipeReader.Create(stream);

    /// <summary>The next whole request; <see langword="null"/> at the end.</summary>
    internal async Task<RawRequest?> NextAsync(CancellationToken cancellationToken)
    {
        if (await ReadHeadAsync(cancellationToken) is not { } head)
        {
            return null;
        }

        var length = head.Field("Content-Length");
        var isChunked = head.Field("Transfer-Encoding") is { } coding
            ? coding.Equals("chunked", StringComparison.OrdinalIgnoreCase) && length is null ? true : throw new BadRequestException(400, "the body's length is not clear")
            : false;
        if (!isChunked && length is null)
        {
            return head;
        }

        if (head.Field("Expect") is not null)
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);
        }

        return head with { Body = isChunked ? await ReadChunksAsync(cancellationToken) : await ReadBodyAsync(LengthOf(length!), cancellationToken) };
    }

    /// <summary>Cancels <paramref name="gone"/> when the client closes; ends when told to, or when there is a further request.</summary>
    internal async Task WatchAsync(CancellationTokenSource gone, CancellationToken enough)
    {
        try
        {
            var result = await _pipe.ReadAsync(enough);
            var isOver = result is { IsCompleted: true, Buffer.IsEmpty: true };
            _pipe.AdvanceTo(result.Buffer.Start, result.Buffer.Start);
            if (isOver)
            {
                await gone.CancelAsync();
            }
        }
        catch (IOException)
        {
            await gone.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The request has been answered.
        }
    }

    private async Task<RawRequest?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _pipe.ReadAsync(cancellationToken);
            if (TakeHead(result.Buffer, out var rest) is { } head)
            {
                _pipe.AdvanceTo(rest);
                return Parse(head);
            }

            if (result.Buffer.Length > MostHead)
            {
                throw new BadRequestException(431, "the head is too long");
            }

            _pipe.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    private async Task<byte[]> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        if (length == 0)
        {
            return [];
        }

        var result = await _pipe.ReadAtLeastAsync(length, cancellationToken);
        if (result.Buffer.Length < length)
        {
            throw new IOException("the body ends before its length");
        }

        var body = result.Buffer.Slice(0, length);
        var bytes = body.ToArray();
        _pipe.AdvanceTo(body.End);
        return bytes;
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        while (true)
        {
            var size = (await ReadLineAsync(cancellationToken)).Split(';')[0];
            if (!int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0 || length > mostBody - body.Length)
            {
                throw new BadRequestException(length > 0 ? 413 : 400, "no size of a chunk");
            }

            if (length == 0)
            {
                // Trailers are read over.
                while ((await ReadLineAsync(cancellationToken)).Length > 0)
                {
                }

                return body.ToArray();
            }

            body.Write(await ReadBodyAsync(length, cancellationToken));
            if ((await ReadLineAsync(cancellationToken)).Length > 0)
            {
                throw new BadRequestException(400, "a chunk is longer than its size");
            }
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _pipe.ReadAsync(cancellationToken);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(result.Buffer.Slice(0, end)).TrimEnd('\r');
                _pipe.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            if (result.IsCompleted || result.Buffer.Length > MostHead)
            {
                throw new IOException("the line does not end");
            }

            _pipe.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private int LengthOf(string text) => text.All(char.IsAsciiDigit) && long.TryParse(text, CultureInfo.InvariantCulture, out var length)
        ? length <= mostBody ? (int)length : throw new BadRequestException(413, "the body is too long")
        : throw new BadRequestException(400, "the body's length is no number");

    private static string? TakeHead(ReadOnlySequence<byte> buffer, out SequencePosition rest)
    {
        var reader = new SequenceReader<byte>(buffer);
        var isWhole = reader.TryReadTo(out ReadOnlySequence<byte> head, "\r\n\r\n"u8);
        rest = reader.Position;
        return isWhole ? Encoding.Latin1.GetString(head) : null;
    }

    private static RawRequest Parse(string head)
    {
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, "HTTP/1.1" or "HTTP/1.0"] || !IsToken(method) || target.Any(char.IsControl))
        {
            throw new BadRequestException(400, "no request line");
        }

        return new RawRequest(method, target, [.. lines.Skip(1).Select(ParseField)], default);
    }

    private static HttpField ParseField(string line) => line.Split(':', 2) is [var name, var value] && IsToken(name) && !value.AsSpan().ContainsAny('\0', '\r', '\n')
        ? new HttpField(name, value.Trim(' ', '\t'))
        : throw new BadRequestException(400, "no header field");

    private static bool IsToken(string text) => text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || TokenMarks.Contains(character, StringComparison.Ordinal));
}
