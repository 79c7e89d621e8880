using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

internal static class BatchGetOperation
{
    private const int MostKeys = 100;

    internal static async ValueTask<BatchGetItemResponse> RunAsync(StoreView view, Func<string, StoredTable> tableOf, BatchGetItemRequest request)
    {
        if (request.RequestItems is not { Count: > 0 } requested || requested.Values.Any(each => each.Keys is not { Count: > 0 }))
        {
            throw new ValidationException("1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
        }

        if (requested.Values.Sum(each => each.Keys.Count) > MostKeys)
        {
            throw new ValidationException("Too many items requested for the BatchGetItem call");
        }

        // Everything is checked before anything is read.
        var counts = Capacity.Asked(request.ReturnConsumedCapacity);
        var plans = requested.Select(each => Plan(tableOf(each.Key), each.Value)).ToList();
        var response = new BatchGetItemResponse { Responses = [], UnprocessedKeys = [] };
        List<ConsumedCapacity> capacities = [];
        foreach (var (table, keys, projection, consistent) in plans)
        {
            List<Dictionary<string, AttributeValue>> items = [];
            var units = 0.0;
            foreach (var key in keys)
            {
                var stored = await view.NewestAsync(table, key);
                var item = view.ItemOf(table, stored);
                units += counts is null ? 0 : Capacity.Read(item is null ? 0 : ItemSize.Of(item), consistent);
                if (item is not null)
                {
                    items.Add(projection?.Apply(item) ?? item);
                }
            }

            response.Responses[table.Name] = items;
            if (Capacity.Of(table, counts, units) is { } capacity)
            {
                capacities.Add(capacity);
            }
        }

        response.ConsumedCapacity = capacities.Count > 0 ? capacities : null;
        return response;
    }

    private static (StoredTable Table, List<FacetKey> Keys, Projection? Projection, bool? Consistent) Plan(StoredTable table, KeysAndAttributes asked)
    {
        var keys = asked.Keys.ConvertAll(key => table.KeyOf(ItemValidation.Key(key, table.Schema)));
        if (keys.DistinctBy(key => Convert.ToHexString(key.Bytes), StringComparer.Ordinal).Count() < keys.Count)
        {
            throw new ValidationException("Provided list of item keys contains duplicates");
        }

        return (table, keys, GetOperation.ProjectionOf(asked.ProjectionExpression, asked.AttributesToGet, asked.ExpressionAttributeNames, table.Schema), asked.ConsistentRead);
    }
}
