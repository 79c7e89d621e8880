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
            throw new ValidationException("The table does not have the specified index");
        }

        var placeholders = new Placeholders(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        var filter = QueryOperation.Filter(request.FilterExpression, request.ScanFilter, request.ConditionalOperator?.Value, placeholders, "ScanFilter");
        var projection = Projection.Of(request.ProjectionExpression, request.AttributesToGet, placeholders);
        placeholders.EnsureUsed();
        var page = new PageCollector(table, request.Limit, filter, projection.IsWhole ? null : projection, request.Select, Segment(request.Segment, request.TotalSegments));
        var low = request.ExclusiveStartKey is { Count: > 0 } startKey ? table.KeyOf(ItemValidation.Key(startKey, table.Schema)).Next() : new FacetKey([]);
        await view.PageAsync(table, new KeyInterval(low, High: null, Forward: true), page.Take);
        return new ScanResponse
        {
            Items = page.Items,
            Count = page.Count,
            ScannedCount = page.Scanned,
            LastEvaluatedKey = page.LastEvaluatedKey,
            ConsumedCapacity = Capacity.Of(table, request.ReturnConsumedCapacity, Capacity.Read(page.Bytes, request.ConsistentRead)),
        };
    }

    // A key's segment is a function of its partition alone.
    private static Func<byte[], bool>? Segment(int? segment, int? total)
    {
        if (segment is null && total is null)
        {
            return null;
        }

        if (segment is not { } chosen || total is not { } segments || segments is < 1 or > MostSegments || chosen < 0 || chosen >= segments)
        {
            throw new ValidationException("Segment and TotalSegments are given together, and Segment is less than TotalSegments");
        }

        return hash => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(hash)) % (ulong)segments == (ulong)chosen;
    }
}
