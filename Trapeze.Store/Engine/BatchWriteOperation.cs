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
        await Task.WhenAll(plans.SelectMany(plan => plan.Writes, (plan, write) =>
        {
            var item = write.Item is null ? null : ItemCodec.Encode(write.Item);
            return view.WriteAsync(plan.Table, write.Key, dependsOnItem: false, _ => WriteDecision<bool>.Write(item, result: true));
        }));
        return new BatchWriteItemResponse
        {
            UnprocessedItems = [],
            ConsumedCapacity = counts is { Value: not "NONE" }
                ? plans.ConvertAll(plan => Capacity.OfWrites(plan.Table, counts, plan.Writes.Sum(write => Capacity.Write(write.Size)), plan.Writes.Select(write => write.Item)))
                : null,
        };
    }

    private static List<(FacetKey Key, Dictionary<string, AttributeValue>? Item, int Size)> Plan(StoredTable table, List<WriteRequest> requests)
    {
        var writes = requests.ConvertAll(request => Write(table, request));
        return writes.DistinctBy(write => Convert.ToHexString(write.Key.Bytes), StringComparer.Ordinal).Count() == writes.Count
            ? writes
            : throw new ValidationException("Provided list of item keys contains duplicates");
    }

    private static (FacetKey Key, Dictionary<string, AttributeValue>? Item, int Size) Write(StoredTable table, WriteRequest request)
    {
        switch (request)
        {
            case { PutRequest: { } put, DeleteRequest: null }:
                var item = table.Checked(put.Item);
                return (table.KeyOf(item), item, ItemSize.Of(item));
            case { PutRequest: null, DeleteRequest: { } delete }:
                return (table.KeyOf(ItemValidation.Key(delete.Key, table.Schema)), null, 0);
            default:
                throw new ValidationException(request.PutRequest is null ? ValueValidation.Empty : ValueValidation.Several);
        }
    }
}
