using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

internal static class QueryOperation
{
    internal static async ValueTask<QueryResponse> RunAsync(StoreView view, StoredTable table, QueryRequest request)
    {
        if (request.IndexName is not null)
        {
            throw new ValidationException($"The table does not have the specified index: {request.IndexName}");
        }

        var counts = Capacity.Asked(request.ReturnConsumedCapacity);
        var placeholders = ExpressionParameters.Of(
            request.ExpressionAttributeNames,
            request.ExpressionAttributeValues,
            [
                ("AttributesToGet", request.AttributesToGet is { Count: > 0 }),
                ("QueryFilter", request.QueryFilter is { Count: > 0 }),
                ("ConditionalOperator", request.ConditionalOperator is not null),
                ("KeyConditions", request is { KeyConditionExpression: not null, KeyConditions.Count: > 0 }),
            ],
            new ExpressionParameter("ProjectionExpression", request.ProjectionExpression, TakesValues: false),
            new ExpressionParameter("FilterExpression", request.FilterExpression),
            new ExpressionParameter("KeyConditionExpression", request.KeyConditionExpression));
        var filter = Filter(request.FilterExpression, request.QueryFilter, request.ConditionalOperator?.Value, placeholders, "QueryFilter");
        var projection = Projection.Of(request.ProjectionExpression, request.AttributesToGet, placeholders);
        var parsed = request.KeyConditionExpression is { } expression ? KeyConditionExpression.Parse(expression, placeholders) : null;
        placeholders.EnsureUsed();
        filter?.EnsureKeysAreScalars(table.Schema);
        projection.EnsureKeysAreScalars(table.Schema);
        var keys = parsed is not null ? KeyConditionExpression.Of(parsed, table.Schema) : KeyCondition(request, table.Schema);
        filter?.EnsureNoKeys(table.Schema);
        var page = new PageCollector(table, request.Limit, filter, projection.IsWhole ? null : projection, request.Select);
        if (Interval(table, keys, request) is { } interval)
        {
            await view.PageAsync(table, interval, page.Take);
        }

        return new QueryResponse
        {
            Items = page.Items,
            Count = page.Count,
            ScannedCount = page.Scanned,
            LastEvaluatedKey = page.LastEvaluatedKey,
            ConsumedCapacity = Capacity.Of(table, counts, Capacity.Read(page.Bytes, request.ConsistentRead)),
        };
    }

    internal static ConditionExpression? Filter(
        string? expression, Dictionary<string, Condition>? conditions, string? conditionalOperator, Placeholders placeholders, string legacy)
    {
        if (expression is not null)
        {
            return ConditionExpression.Parse(expression, placeholders, "FilterExpression");
        }

        return ConditionExpression.FromFilter(conditions, conditionalOperator, legacy);
    }

    private static KeyConditionExpression KeyCondition(QueryRequest request, KeySchema schema) => request.KeyConditions is { Count: > 0 } conditions
        ? KeyConditionExpression.FromConditions(conditions, schema)
        : throw new ValidationException("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");

    // Null: no key can match.
    private static KeyInterval? Interval(StoredTable table, KeyConditionExpression keys, QueryRequest request)
    {
        var forward = request.ScanIndexForward ?? true;
        var hash = KeyEncoding.Encode(keys.Hash);
        var low = FacetKey.Of(hash, keys.Sort.Low);
        low = keys.Sort.LowInclusive ? low : low.Next();
        var high = keys.Sort.High is { } highest ? FacetKey.Of(hash, highest) : FacetKey.Behind(hash);
        high = keys.Sort is { High: not null, HighInclusive: true } ? high.Next() : high;
        if (request.ExclusiveStartKey is { Count: > 0 } startKey)
        {
            var key = ItemValidation.StartKey(startKey, table.Schema);
            if (!KeyEncoding.Encode(key[table.Schema.Hash.Name]).AsSpan().SequenceEqual(hash))
            {
                throw new ValidationException("The provided starting key is outside query boundaries based on provided conditions");
            }

            if (!keys.Sort.Contains(table.SortOf(key)))
            {
                throw new ValidationException("The provided starting key does not match the range key predicate");
            }

            var start = table.KeyOf(key);
            (low, high) = forward ? (start.Next(), high) : (low, start);
        }

        return keys.Sort.IsEmpty ? null : new KeyInterval(low, high, forward);
    }
}
