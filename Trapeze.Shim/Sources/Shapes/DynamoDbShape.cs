using System.Collections.Immutable;
using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Policy.Sources;
using Trapeze.Store.Streams;

namespace Trapeze.Shim.Sources.Shapes;

/// <summary>What the stream of the store's table tells: the facets of the policy's tables, each with its own label. A batch comes from one shard.</summary>
internal static class DynamoDbShape
{
    private const string Shard = "shard";

    internal static SourceBatch? Read(ImmutableArray<JsonElement> records, FlowPolicy policy)
    {
        var name = ShapeParts.ResourceOf(ShapeParts.OneArn(records, record => record.Text("eventSourceARN")), "dynamodb");
        var sources = policy.Sources.Values.Where(source => source.Kind == SourceKind.DynamoDb).ToDictionary(source => source.Resource, StringComparer.Ordinal);
        return name.Split('/') is ["table", _, "stream", _] && sources.Count > 0
            ? new SourceBatch(SourceKind.DynamoDb, ShapeParts.Distinct(records.Select(record => Read(record, sources, policy)).OfType<SourceRecord>()))
            : null;
    }

    private static SourceRecord? Read(JsonElement record, Dictionary<string, SourcePolicy> sources, FlowPolicy policy)
    {
        record.Require("eventSource", "aws:dynamodb");
        var id = record.Text("eventID");
        var change = record.GetProperty("dynamodb");
        var number = change.Text("SequenceNumber");
        if (record.Text("eventName") is not ("INSERT" or "MODIFY"))
        {
            return null;
        }

        var image = change.GetProperty("NewImage");
        var facet = FacetStream.Read(
            policy.Order, sources.Keys, image.GetProperty("p").Text("S"), Binary(image, "m"), Binary(image, "d"), isWhole: !image.TryGetProperty("r", out _));
        return facet is null ? null : new SourceRecord
        {
            Source = sources[facet.Table].Id,
            Id = number,
            Lane = Shard,
            Body = Body(facet),
            Delivered = id,
            FacetLabel = facet.Label,
            Policy = sources[facet.Table],
        };
    }

    private static byte[]? Binary(JsonElement image, string name) => image.TryGetProperty(name, out var attribute) ? attribute.GetProperty("B").GetBytesFromBase64() : null;

    private static byte[] Body(FacetChange facet)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("table", facet.Table);
            writer.WriteBoolean("deleted", facet.IsDeleted);
            writer.WritePropertyName("item");
            if (facet.Item is { } item)
            {
                writer.WriteRawValue(item);
            }
            else
            {
                writer.WriteNullValue();
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
