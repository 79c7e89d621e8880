using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Rows;

namespace HelloRetail.Workflows;

/// <summary>A photographer's open assignments (product → request) and the number of those that are over.</summary>
internal sealed record Workload(string Photographer, ImmutableDictionary<string, string> Open, int Done, int Version)
{
    public static Workload None(string photographer) => new(photographer, ImmutableDictionary<string, string>.Empty, 0, 0);

    public static Workload From(Dictionary<string, AttributeValue> row) => new(
        row.Text("photographer")!,
        row["open"].M.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.S, StringComparer.Ordinal),
        (int)row.Number("done")!.Value,
        (int)row.Number("version")!.Value);

    public Dictionary<string, AttributeValue> ToItem() => new(StringComparer.Ordinal)
    {
        ["photographer"] = new(Photographer),
        ["open"] = new() { M = Open.ToDictionary(entry => entry.Key, entry => new AttributeValue(entry.Value)) },
        ["done"] = ((decimal)Done).ToAttribute(),
        ["version"] = ((decimal)Version).ToAttribute(),
    };
}
