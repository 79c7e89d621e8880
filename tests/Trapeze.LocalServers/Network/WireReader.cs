using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Trapeze.LocalServers.Network;

/// <summary>Reads requests, one after another; their bodies have a length.</summary>
internal sealed class WireReader(Stream stream)
{
    private readonly PipeReader _pipe = PipeReader.Create(stream);

    /// <summary>The next whole request; <see langword="null"/> at the end.</summary>
    internal async Task<ReceivedRequest?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _pipe.ReadAsync(cancellationToken);
            var left = result.Buffer;
            if (Take(ref left) is { } request)
            {
                _pipe.AdvanceTo(left.Start);
                return request;
            }

            _pipe.AdvanceTo(left.Start, left.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>Ends when the client has closed the connection.</summary>
    internal async Task GivenUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _pipe.ReadAsync(cancellationToken) is { IsCompleted: false } result)
            {
                _pipe.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (IOException)
        {
            // Closed all the same, though not in good order.
        }
    }

    private static ReceivedRequest? Take(ref ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> head, "\r\n\r\n"u8))
        {
            return null;
        }

        var lines = Encoding.Latin1.GetString(head).Split("\r\n");
        var first = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).Select(parts => (Name: parts[0], Value: parts[1].Trim())).ToList();
        var length = headers.Find(header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value is { } text
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : 0;
        if (reader.Remaining < length)
        {
            return null;
        }

        var body = reader.UnreadSequence.Slice(0, length).ToArray();
        reader.Advance(length);
        buffer = buffer.Slice(reader.Position);
        return new ReceivedRequest(first[0], first[1], headers, body);
    }
}
