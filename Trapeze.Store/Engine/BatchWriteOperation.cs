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
        var units = await Task.WhenAll(plans.Select(plan => Task.WhenAll(plan.Writes.Select(write => view.WriteAsync(plan.Table, write.Key, dependsOnItem: isCounted, stored =>
            WriteDecision<double>.Write(write.Item, Capacity.Write(Math.Max(write.Size, isCounted && stored is not null ? ItemSize.Of(ItemCodec.Decode(stored)) : 0))))))));
        return new BatchWriteItemResponse
        {
            UnprocessedItems = [],
            ConsumedCapacity = isCounted ? [.. plans.Select((plan, at) => Capacity.Of(plan.Table, counts, units[at].Sum())!)] : null,
        };
    }

    private static List<(FacetKey Key, byte[]? Item, int Size)> Plan(StoredTable table, List<WriteRequest> requests)
    {
        var writes = requests.ConvertAll(request => Write(table, request));
        return writes.DistinctBy(write => Convert.ToHexString(write.Key.Bytes), StringComparer.Ordinal).Count() == writes.Count
            ? writes
            : throw new ValidationException("Provided list of item keys contains duplicates");
    }

    private static (FacetKey Key, byte[]? Item, int Size) Write(StoredTable table, WriteRequest request)
    {
        switch (request)
        {
            case { PutRequest: { } put, DeleteRequest: null }:
                var item = ItemValidation.Item(put.Item, table.Schema);
                return (table.KeyOf(item), ItemCodec.Encode(item), ItemSize.Of(item));
            case { PutRequest: null, DeleteRequest: { } delete }:
                return (table.KeyOf(ItemValidation.Key(delete.Key, table.Schema)), null, 0);
            default:
                throw new ValidationException(request.PutRequest is null ? ValueValidation.Empty : ValueValidation.Several);
        }
    }
}
