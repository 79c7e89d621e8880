using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>What Query and Scan both answer.</summary>
internal sealed record ListPage(
    List<Dictionary<string, AttributeValue>>? Items, int? Count, int? Scanned, Dictionary<string, AttributeValue>? Next, ConsumedCapacity? Consumed)
{
    internal static ListPage Of(QueryResponse response) =>
        new(response.Items, response.Count, response.ScannedCount, response.LastEvaluatedKey, response.ConsumedCapacity);

    internal static ListPage Of(ScanResponse response) =>
        new(response.Items, response.Count, response.ScannedCount, response.LastEvaluatedKey, response.ConsumedCapacity);

    internal string Show() =>
        $"[{(Items is null ? "not asked for" : Contents.Show(Items))}] count {Count} scanned {Scanned} next {Contents.Show(Next is { Count: > 0 } ? Next : null)} {Capacities.Show(Consumed)}";
}
