using System.Collections.Immutable;
using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Policy.Sources;

namespace Trapeze.Shim.Sources.Shapes;

/// <summary>Records of a stream of Kinesis. A batch comes from one shard.</summary>
internal static class KinesisShape
{
    private const string Prefix = "stream/";
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    internal static SourceBatch? Read(ImmutableArray<JsonElement> records, FlowPolicy policy)
    {
        var name = ShapeParts.ResourceOf(ShapeParts.OneArn(records, record => record.Text("eventSourceARN")), "kinesis");
        return name.StartsWith(Prefix, StringComparison.Ordinal) && policy.Find(SourceKind.Kinesis, name[Prefix.Length..]) is { } source
            ? new SourceBatch(SourceKind.Kinesis, ShapeParts.Distinct(records.Select(record => Read(record, source))))
            : null;
    }

    private static SourceRecord Read(JsonElement record, SourcePolicy source)
    {
        record.Require("eventSource", "aws:kinesis");
        var id = record.Text("eventID");
        var shard = id.Split(':') is [{ Length: > 0 } named, { Length: > 0 }] ? named : throw new FormatException();
        var kinesis = record.GetProperty("kinesis");
        var (envelope, body) = Unwrap(kinesis.GetProperty("data").GetBytesFromBase64());
        return new SourceRecord
        {
            Source = source.Id,
            Id = kinesis.Text("sequenceNumber"),
            Lane = shard,
            Envelope = envelope,
            Body = body,
            Delivered = id,
            Policy = source,
        };
    }

    // What the stream's senders put in may be anything.
    private static (string? Envelope, byte[] Body) Unwrap(byte[] data)
    {
        try
        {
            using var document = JsonDocument.Parse(data, Strict);
            return ShapeParts.Unwrap(document.RootElement) is ({ } envelope, var body) ? (envelope, body) : (null, data);
        }
        catch (JsonException)
        {
            return (null, data);
        }
        catch (Exception problem) when (problem is InvalidOperationException or FormatException)
        {
            return ("", data);
        }
    }
}
