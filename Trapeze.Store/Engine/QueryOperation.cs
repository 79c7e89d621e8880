using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Indexes;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

internal static class QueryOperation
{
    internal static async ValueTask<QueryResponse> RunAsync(StoreView view, StoredTable table, QueryRequest request)
    {
        ItemValidation.EnsureWithin(request.Limit, "limit", 1);
        var index = table.IndexOf(request.IndexName);
        var schema = index?.Schema ?? table.Schema;
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
        EnsureConsistency(index, request.ConsistentRead);
        var keys = parsed is not null ? KeyConditionExpression.Of(parsed, schema) : KeyCondition(request, schema);
        var interval = Interval(table, index, keys, request);
        filter?.EnsureNoKeys(schema);
        EnsureProjects(index, filter);
        var selection = Selection.Of(index, projection, request.Select);
        var page = new PageCollector(table, request.Limit, view, index, filter, selection);
        if (interval is not null)
        {
            await (index is null ? view.PageAsync(table, interval, page.Take) : view.PageOfIndexAsync(index, interval, page.Take));
        }

        return new QueryResponse
        {
            Items = page.Items,
            Count = page.Count,
            ScannedCount = page.Scanned,
            LastEvaluatedKey = page.LastEvaluatedKey,
            ConsumedCapacity = Consumed(table, index, counts, Capacity.Read(page.Bytes, request.ConsistentRead), page.Fetched(request.ConsistentRead)),
        };
    }

    internal static void EnsureConsistency(StoredIndex? index, bool? consistent)
    {
        if (index is { IsLocal: false } && consistent == true)
        {
            throw new ValidationException("Consistent reads are not supported on global secondary indexes");
        }
    }

    internal static ConsumedCapacity? Consumed(StoredTable table, StoredIndex? index, ReturnConsumedCapacity? asked, double units, double fetched) =>
        index is null ? Capacity.Of(table, asked, units) : Capacity.OfIndex(index, asked, units, fetched);

    internal static ConditionExpression? Filter(
        string? expression, Dictionary<string, Condition>? conditions, string? conditionalOperator, Placeholders placeholders, string legacy)
    {
        if (expression is not null)
        {
            return ConditionExpression.Parse(expression, placeholders, "FilterExpression");
        }

        return ConditionExpression.FromFilter(conditions, conditionalOperator, legacy);
    }

    // Of a local index too, although what it does not project is fetched to be shown.
    private static void EnsureProjects(StoredIndex? index, ConditionExpression? filter)
    {
        var missing = index is null || filter is null ? [] : filter.Attributes.Where(attribute => !index.Shows(attribute)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw ItemValidation.Invalid($"Secondary index {index!.Name} does not project one or more filter attributes: [{string.Join(", ", missing)}]");
        }
    }

    private static KeyConditionExpression KeyCondition(QueryRequest request, KeySchema schema) => request.KeyConditions is { Count: > 0 } conditions
        ? KeyConditionExpression.FromConditions(conditions, schema)
        : throw new ValidationException("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");

    // Null: no key can match.
    private static KeyInterval? Interval(StoredTable table, StoredIndex? index, KeyConditionExpression keys, QueryRequest request)
    {
        var forward = request.ScanIndexForward ?? true;
        var hash = KeyEncoding.Encode(keys.Hash);
        var (low, high) = index is null ? Bounds(hash, keys.Sort) : StoredIndex.Bounds(hash, keys.Sort);
        if (request.ExclusiveStartKey is { Count: > 0 } startKey)
        {
            var key = index?.StartKey(startKey) ?? ItemValidation.StartKey(startKey, table.Schema);
            var schema = index?.Schema ?? table.Schema;
            if (!KeyEncoding.Encode(key[schema.Hash.Name]).AsSpan().SequenceEqual(hash))
            {
                throw new ValidationException("The provided starting key is outside query boundaries based on provided conditions");
            }

            if (!keys.Sort.Contains(schema.Sort is null ? [] : KeyEncoding.Encode(key[schema.Sort.Name])))
            {
                throw new ValidationException("The provided starting key does not match the range key predicate");
            }

            var start = StartOf(table, index, key);
            (low, high) = forward ? (start.Next(), high) : (low, start);
        }

        return keys.Sort.IsEmpty ? null : new KeyInterval(low, high, forward) { Most = request.Limit };
    }

    /// <summary>Where a checked starting key stands.</summary>
    internal static FacetKey StartOf(StoredTable table, StoredIndex? index, Dictionary<string, AttributeValue> key) =>
        index is null ? table.KeyOf(key) : index.EntryOf(key)!.Value;

    private static (FacetKey Low, FacetKey High) Bounds(byte[] hash, KeyRange sort)
    {
        var low = FacetKey.Of(hash, sort.Low);
        low = sort.LowInclusive ? low : low.Next();
        var high = sort.High is { } highest ? FacetKey.Of(hash, highest) : FacetKey.Behind(hash);
        high = sort is { High: not null, HighInclusive: true } ? high.Next() : high;
        return (low, high);
    }
}
