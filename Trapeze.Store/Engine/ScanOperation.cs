using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

internal static class ScanOperation
{
    internal static async ValueTask<ScanResponse> RunAsync(StoreView view, StoredTable table, ScanRequest request)
    {
        var index = table.IndexOf(request.IndexName);
        QueryOperation.EnsureConsistency(index, request.ConsistentRead);
        var schema = index?.Schema ?? table.Schema;
        var counts = Capacity.Asked(request.ReturnConsumedCapacity);
        var placeholders = ExpressionParameters.Of(
            request.ExpressionAttributeNames,
            request.ExpressionAttributeValues,
            [
                ("AttributesToGet", request.AttributesToGet is { Count: > 0 }),
                ("ScanFilter", request.ScanFilter is { Count: > 0 }),
                ("ConditionalOperator", request.ConditionalOperator is not null),
            ],
            new ExpressionParameter("ProjectionExpression", request.ProjectionExpression, TakesValues: false),
            new ExpressionParameter("FilterExpression", request.FilterExpression));
        ItemValidation.EnsureWithin(request.Limit, "limit", 1);
        var filter = QueryOperation.Filter(request.FilterExpression, request.ScanFilter, request.ConditionalOperator?.Value, placeholders, "ScanFilter");
        var projection = Projection.Of(request.ProjectionExpression, request.AttributesToGet, placeholders);
        placeholders.EnsureUsed();
        filter?.EnsureKeysAreScalars(table.Schema);
        var start = request.ExclusiveStartKey is { Count: > 0 } startKey ? index?.StartKey(startKey) ?? ItemValidation.StartKey(startKey, table.Schema) : null;
        var selection = Selection.Of(index, projection, request.Select);
        var segment = ScanSegment.Of(request.Segment, request.TotalSegments, schema.Hash);
        projection.EnsureKeysAreScalars(table.Schema);
        var page = new PageCollector(table, request.Limit, view, index, filter, selection, segment is null ? null : segment.Has);
        var low = new FacetKey([]);
        if (start is not null)
        {
            segment?.EnsureHas(start);
            low = QueryOperation.StartOf(table, index, start).Next();
        }

        var interval = new KeyInterval(low, High: null, Forward: true) { Most = request.Limit };
        await (index is null ? view.PageAsync(table, interval, page.Take) : view.PageOfIndexAsync(index, interval, page.Take));
        return new ScanResponse
        {
            Items = page.Items,
            Count = page.Count,
            ScannedCount = page.Scanned,
            LastEvaluatedKey = page.LastEvaluatedKey,
            ConsumedCapacity = QueryOperation.Consumed(
                table, index, counts, Capacity.Read(page.Bytes, request.ConsistentRead), page.Fetched(request.ConsistentRead)),
        };
    }
}
