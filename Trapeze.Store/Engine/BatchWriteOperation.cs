using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

internal static class BatchWriteOperation
{
    private const int MostWrites = 25;

    internal static async ValueTask<BatchWriteItemResponse> RunAsync(StoreView view, Func<string, StoredTable> tableOf, BatchWriteItemRequest request)
    {
        if (request.RequestItems is not { Count: > 0 } requested || requested.Values.Any(each => each is not { Count: > 0 }))
        {
            throw new ValidationException("1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
        }

        if (requested.Values.Sum(each => each.Count) > MostWrites)
        {
            throw new ValidationException("Too many items requested for the BatchWriteItem call");
        }

        // Everything is checked before anything is written.
        var counts = Capacity.Asked(request.ReturnConsumedCapacity);
        var plans = requested.Select(each => (Table: tableOf(each.Key), Writes: Plan(tableOf(each.Key), each.Value))).ToList();
        var isCounted = counts is { Value: not "NONE" };
        var olds = await Task.WhenAll(plans.Select(plan => Task.WhenAll(plan.Writes.Select(write => WriteAsync(view, plan.Table, write.Key, write.Item, isCounted)))));
        return new BatchWriteItemResponse
        {
            UnprocessedItems = [],
            ConsumedCapacity = isCounted
                ? [.. plans.Select((plan, at) => Capacity.OfWrites(plan.Table, counts, plan.Writes.Zip(olds[at], (write, old) => (old, write.Item)).ToList())!)]
                : null,
        };
    }

    // What it replaces, if that counts.
    private static Task<Dictionary<string, AttributeValue>?> WriteAsync(
        StoreView view, StoredTable table, FacetKey key, Dictionary<string, AttributeValue>? item, bool isCounted)
    {
        var bytes = item is null ? null : ItemCodec.Encode(item);
        return view.WriteAsync(table, key, dependsOnItem: isCounted, stored =>
            WriteDecision<Dictionary<string, AttributeValue>?>.Write(bytes, isCounted ? view.ItemOf(table, stored) : null));
    }

    private static List<(FacetKey Key, Dictionary<string, AttributeValue>? Item)> Plan(StoredTable table, List<WriteRequest> requests)
    {
        var writes = requests.ConvertAll(request => Write(table, request));
        return writes.DistinctBy(write => Convert.ToHexString(write.Key.Bytes), StringComparer.Ordinal).Count() == writes.Count
            ? writes
            : throw new ValidationException("Provided list of item keys contains duplicates");
    }

    private static (FacetKey Key, Dictionary<string, AttributeValue>? Item) Write(StoredTable table, WriteRequest request)
    {
        switch (request)
        {
            case { PutRequest: { } put, DeleteRequest: null }:
                var item = table.Checked(put.Item);
                return (table.KeyOf(item), item);
            case { PutRequest: null, DeleteRequest: { } delete }:
                return (table.KeyOf(ItemValidation.Key(delete.Key, table.Schema)), null);
            default:
                throw new ValidationException(request.PutRequest is null ? ValueValidation.Empty : ValueValidation.Several);
        }
    }
}
