using System.Buffers.Binary;
using System.Security.Cryptography;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

internal static class ScanOperation
{
    private const int MostSegments = 1_000_000;

    internal static async ValueTask<ScanResponse> RunAsync(StoreView view, StoredTable table, ScanRequest request)
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
                ("ScanFilter", request.ScanFilter is { Count: > 0 }),
                ("ConditionalOperator", request.ConditionalOperator is not null),
            ],
            new ExpressionParameter("ProjectionExpression", request.ProjectionExpression, TakesValues: false),
            new ExpressionParameter("FilterExpression", request.FilterExpression));
        var filter = QueryOperation.Filter(request.FilterExpression, request.ScanFilter, request.ConditionalOperator?.Value, placeholders, "ScanFilter");
        var projection = Projection.Of(request.ProjectionExpression, request.AttributesToGet, placeholders);
        placeholders.EnsureUsed();
        filter?.EnsureKeysAreScalars(table.Schema);
        projection.EnsureKeysAreScalars(table.Schema);
        var page = new PageCollector(table, request.Limit, filter, projection.IsWhole ? null : projection, request.Select, Segment(request.Segment, request.TotalSegments));
        var low = request.ExclusiveStartKey is { Count: > 0 } startKey ? table.KeyOf(ItemValidation.StartKey(startKey, table.Schema)).Next() : new FacetKey([]);
        await view.PageAsync(table, new KeyInterval(low, High: null, Forward: true), page.Take);
        return new ScanResponse
        {
            Items = page.Items,
            Count = page.Count,
            ScannedCount = page.Scanned,
            LastEvaluatedKey = page.LastEvaluatedKey,
            ConsumedCapacity = Capacity.Of(table, counts, Capacity.Read(page.Bytes, request.ConsistentRead)),
        };
    }

    private static void EnsureBetween(int? value, int least, int most, string parameter)
    {
        if (value < least || value > most)
        {
            throw new ValidationException($"1 validation error detected: Value '{value}' at '{parameter}' failed to satisfy constraint: Member must have value "
                + (value < least ? $"greater than or equal to {least}" : $"less than or equal to {most}"));
        }
    }

    // A key's segment is a function of its partition alone.
    private static Func<byte[], bool>? Segment(int? segment, int? total)
    {
        if (segment is null && total is null)
        {
            return null;
        }

        EnsureBetween(segment, 0, MostSegments - 1, "segment");
        EnsureBetween(total, 1, MostSegments, "totalSegments");
        if (total is not { } segments)
        {
            throw new ValidationException("The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
        }

        if (segment is not { } chosen)
        {
            throw new ValidationException("The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
        }

        if (chosen >= segments)
        {
            throw new ValidationException("The Segment parameter is zero-based and must be less than parameter TotalSegments: "
                + $"Segment: {chosen} is not less than TotalSegments: {segments}");
        }

        return hash => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(hash)) % (ulong)segments == (ulong)chosen;
    }
}
