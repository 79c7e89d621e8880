using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Policy.Sources;

namespace Trapeze.Shim.Sources.Shapes;

/// <summary>What S3 tells of the objects of a bucket. Their envelopes are not in it: they lie with the objects.</summary>
internal static class S3Shape
{
    private const string Created = "ObjectCreated:";

    internal static SourceBatch? Read(ImmutableArray<JsonElement> records, FlowPolicy policy)
    {
        var bucket = ShapeParts.OneArn(records, record => record.GetProperty("s3").GetProperty("bucket").Text("name"));
        return policy.Find(SourceKind.S3, bucket) is { } source
            ? new SourceBatch(SourceKind.S3, ShapeParts.Distinct(records.Select(record => Read(record, bucket, source))))
            : null;
    }

    private static SourceRecord Read(JsonElement record, string bucket, SourcePolicy source)
    {
        record.Require("eventSource", "aws:s3");
        var what = record.Text("eventName");
        var entity = record.GetProperty("s3").GetProperty("object");

        // Keys come as in a form: a space is `+`.
        var key = WebUtility.UrlDecode(entity.Text("key", longest: 3 * 1_024));
        var version = entity.TryGetProperty("versionId", out _) ? entity.Text("versionId") : null;
        var sequencer = entity.TryGetProperty("sequencer", out _) ? entity.Text("sequencer") : null;
        var isStored = what.StartsWith(Created, StringComparison.Ordinal);
        var id = JsonSerializer.Serialize((string?[])[what, key, version, sequencer]);
        return new SourceRecord
        {
            Source = source.Id,
            Id = id,
            Body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["event"] = what,
                ["bucket"] = bucket,
                ["key"] = key,
                ["versionId"] = version,
                ["sequencer"] = sequencer,
                ["size"] = entity.TryGetProperty("size", out var size) ? size.GetInt64() : null,
                ["eTag"] = entity.TryGetProperty("eTag", out _) ? entity.Text("eTag") : null,
            }),
            Delivered = id,

            // Of what is not there any more nobody can say whose it was.
            Envelope = isStored ? null : "",
            Stored = isStored ? new StoredObject(bucket, key, version) : null,
            Policy = source,
        };
    }
}
