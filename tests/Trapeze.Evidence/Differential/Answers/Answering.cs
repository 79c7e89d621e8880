using System.Collections.Immutable;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Trapeze.Evidence.Differential.Answers;

/// <summary>Sends an operation through a client and takes down everything that it answers.</summary>
internal static class Answering
{
    private const int MostPages = 200;

    public static async Task<Answer> AskAsync(AmazonDynamoDBClient client, Operation operation)
    {
        try
        {
            if (operation.Request is UpdateItemRequest update)
            {
                var updated = await client.UpdateItemAsync(update);
                return new(null, Fields(("Attributes", ValueText.Of(updated.Attributes)), Capacity(updated.ConsumedCapacity), Metrics(updated.ItemCollectionMetrics))) { Attributes = updated.Attributes };
            }

            return new(null, operation.ToTheEnd ? await PagesAsync(client, operation.Request) : await OneAsync(client, operation.Request));
        }
        catch (AmazonServiceException error)
        {
            var fields = Fields((Answer.Message, error.Message), ("Status", error.StatusCode.ToString()), ("Type", error.GetType().Name));
            return new(error.ErrorCode, error is ConditionalCheckFailedException failed ? fields.Add("Item", ValueText.Of(failed.Item)) : fields);
        }
    }

    // An operation that is added to the engine is added here.
    private static async Task<ImmutableSortedDictionary<string, string>> OneAsync(AmazonDynamoDBClient client, AmazonWebServiceRequest request)
    {
        switch (request)
        {
            case GetItemRequest get:
                var got = await client.GetItemAsync(get);
                return Fields(("Item", ValueText.Of(got.Item)), Capacity(got.ConsumedCapacity));
            case PutItemRequest put:
                var written = await client.PutItemAsync(put);
                return Fields(("Attributes", ValueText.Of(written.Attributes)), Capacity(written.ConsumedCapacity), Metrics(written.ItemCollectionMetrics));
            case DeleteItemRequest delete:
                var deleted = await client.DeleteItemAsync(delete);
                return Fields(("Attributes", ValueText.Of(deleted.Attributes)), Capacity(deleted.ConsumedCapacity), Metrics(deleted.ItemCollectionMetrics));
            case QueryRequest query:
                var page = await client.QueryAsync(query);
                return Fields(
                    ("Items", ValueText.List(page.Items)), ("Count", $"{page.Count}"), ("ScannedCount", $"{page.ScannedCount}"),
                    ("LastEvaluatedKey", ValueText.Of(page.LastEvaluatedKey)), Capacity(page.ConsumedCapacity));
            case ScanRequest scan:
                var scanned = await client.ScanAsync(scan);
                return ScanFields(scan, scanned);
            case BatchGetItemRequest batch:
                var batched = await client.BatchGetItemAsync(batch);
                return Fields(
                    ("Responses", string.Join('\n', batched.Responses.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}: {ValueText.Bag(each.Value)}"))),
                    ("UnprocessedKeys", $"{batched.UnprocessedKeys?.Count}"), Capacity(batched.ConsumedCapacity));
            case BatchWriteItemRequest batch:
                var wrote = await client.BatchWriteItemAsync(batch);
                return Fields(("UnprocessedItems", $"{wrote.UnprocessedItems?.Count}"), Capacity(wrote.ConsumedCapacity), ("ItemCollectionMetrics", $"{wrote.ItemCollectionMetrics?.Count}"));
            default:
                throw new ArgumentException($"nobody asks {request.GetType().Name}", nameof(request));
        }
    }

    // The order of a scan is no one's business, nor is what comes after a key in it, or in a segment: only what the whole of it has in common.
    private static ImmutableSortedDictionary<string, string> ScanFields(ScanRequest request, ScanResponse page) =>
        IsWhole(request)
            ? page.LastEvaluatedKey is null
                ? Fields(("Items", ValueText.Bag(page.Items)), ("Count", $"{page.Count}"), ("ScannedCount", $"{page.ScannedCount}"), ("LastEvaluatedKey", "none"), Capacity(page.ConsumedCapacity))
                : Fields(("ScannedCount", $"{page.ScannedCount}"), ("LastEvaluatedKey", "some"))
            : Fields();

    private static bool IsWhole(ScanRequest request) => request is { ExclusiveStartKey: null, TotalSegments: null or 1 };

    private static async Task<ImmutableSortedDictionary<string, string>> PagesAsync(AmazonDynamoDBClient client, AmazonWebServiceRequest request)
    {
        List<string> sizes = [];
        List<string> counts = [];
        List<Dictionary<string, AttributeValue>> items = [];
        var total = 0;
        var isQuery = request is QueryRequest;
        var isWhole = request is not ScanRequest first || IsWhole(first);
        for (var pages = 0; request is not null; pages++)
        {
            if (pages == MostPages)
            {
                return Fields(("Pages", "without end"));
            }

            switch (request)
            {
                case QueryRequest query:
                    var queried = await client.QueryAsync(query);
                    Add(queried.Items, queried.Count, queried.ScannedCount);
                    request = queried.LastEvaluatedKey is null ? null! : Following.Of(query, queried.LastEvaluatedKey);
                    break;
                case ScanRequest scan:
                    var scanned = await client.ScanAsync(scan);
                    Add(scanned.Items, scanned.Count, scanned.ScannedCount);
                    request = scanned.LastEvaluatedKey is null ? null! : Following.Of(scan, scanned.LastEvaluatedKey);
                    break;
            }
        }

        return isQuery
            ? Fields(("Items", ValueText.List(items)), ("Counts", string.Join(' ', counts)), ("ScannedCounts", string.Join(' ', sizes)))
            : isWhole ? Fields(("Items", ValueText.Bag(items)), ("Count", $"{total}"), ("ScannedCounts", string.Join(' ', sizes)))
            : Fields();

        void Add(List<Dictionary<string, AttributeValue>>? found, int? count, int? scanned)
        {
            items.AddRange(found ?? []);
            total += count ?? 0;
            counts.Add(count?.ToString(CultureInfo.InvariantCulture) ?? "none");
            sizes.Add(scanned?.ToString(CultureInfo.InvariantCulture) ?? "none");
        }
    }

    private static ImmutableSortedDictionary<string, string> Fields(params ReadOnlySpan<(string Name, string Text)> fields)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in fields)
        {
            builder.Add(name, text);
        }

        return builder.ToImmutable();
    }

    private static (string Name, string Text) Metrics(ItemCollectionMetrics? metrics) => ("ItemCollectionMetrics", metrics is null ? "none" : "some");

    private static (string Name, string Text) Capacity(ConsumedCapacity? capacity) => ("ConsumedCapacity", CapacityText(capacity));

    private static (string Name, string Text) Capacity(List<ConsumedCapacity>? capacities) =>
        ("ConsumedCapacity", capacities is null ? "none" : string.Join("; ", capacities.Select(CapacityText).Order(StringComparer.Ordinal)));

    private static string CapacityText(ConsumedCapacity? capacity) => capacity is null ? "none" : string.Create(
        CultureInfo.InvariantCulture,
        $"{capacity.TableName} {capacity.CapacityUnits} read {capacity.ReadCapacityUnits} write {capacity.WriteCapacityUnits} table {capacity.Table?.CapacityUnits} {capacity.GlobalSecondaryIndexes?.Count} {capacity.LocalSecondaryIndexes?.Count}");
}
