using System.Collections.Immutable;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Trapeze.Evidence.Differential.Answers;

/// <summary>Sends an operation through a client and takes down everything that it answers.</summary>
internal static class Answering
{
    // No table has so many items.
    private const int MostOfPage = 500;

    public static async Task<Answer> AskAsync(AmazonDynamoDBClient client, Operation operation)
    {
        try
        {
            if (operation.Request is UpdateItemRequest update)
            {
                var updated = await client.UpdateItemAsync(update);
                return new(null, Fields(("Attributes", ValueText.Of(updated.Attributes)), Capacity(updated.ConsumedCapacity), Metrics(updated.ItemCollectionMetrics))) { Attributes = updated.Attributes };
            }

            return new(null, operation.ToTheEnd ? await Paging.AskAsync(client, operation) : await OneAsync(client, operation));
        }
        catch (AmazonServiceException error)
        {
            var fields = Fields((Answer.Message, error.Message), ("Status", error.StatusCode.ToString()), ("Type", error.GetType().Name));
            return new(error.ErrorCode, error switch
            {
                ConditionalCheckFailedException failed => fields.Add("Item", ValueText.Of(failed.Item)),
                TransactionCanceledException cancelled => fields.Add(Answer.Reasons, ReasonsText(cancelled)),
                _ => fields,
            });
        }
    }

    // An operation that is added to the engine is added here.
    private static async Task<ImmutableSortedDictionary<string, string>> OneAsync(AmazonDynamoDBClient client, Operation operation)
    {
        switch (operation.Request)
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
                return query.IndexName is not null ? IndexFields(operation, query, page) : Fields(
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
            case TransactGetItemsRequest transaction:
                var read = await client.TransactGetItemsAsync(transaction);
                return Fields(("Responses", string.Join('\n', read.Responses.Select(each => ValueText.Of(each.Item)))), Capacity(read.ConsumedCapacity));
            case TransactWriteItemsRequest transaction:
                var done = await client.TransactWriteItemsAsync(transaction);
                return Fields(Capacity(done.ConsumedCapacity), ("ItemCollectionMetrics", $"{done.ItemCollectionMetrics?.Count}"));
            default:
                throw new ArgumentException($"nobody asks {operation.Request.GetType().Name}", nameof(operation));
        }
    }

    // Items that have their key in an index in common have no order there: a page that has a limit may have any of them.
    private static ImmutableSortedDictionary<string, string> IndexFields(Operation operation, QueryRequest request, QueryResponse page)
    {
        if (request.ExclusiveStartKey is not null)
        {
            return Fields();
        }

        var last = operation.IndexSort is { } sort && page.LastEvaluatedKey is { } key ? ValueText.Of(key.GetValueOrDefault(sort)) : page.LastEvaluatedKey is null ? "none" : "some";
        return request.Limit < MostOfPage
            ? Fields(("Order", request is { FilterExpression: null, QueryFilter: null } ? Paging.Order(operation, page.Items) : ""), ("ScannedCount", $"{page.ScannedCount}"), ("LastEvaluatedKey", last))
            : Fields(
                ("Items", ValueText.Bag(page.Items)), ("Order", Paging.Order(operation, page.Items)), ("Count", $"{page.Count}"), ("ScannedCount", $"{page.ScannedCount}"),
                ("LastEvaluatedKey", last), Capacity(page.ConsumedCapacity));
    }

    // The order of a scan is no one's business, nor is what comes after a key in it, or in a segment: only what the whole of it has in common.
    private static ImmutableSortedDictionary<string, string> ScanFields(ScanRequest request, ScanResponse page) =>
        IsWhole(request)
            ? page.LastEvaluatedKey is null
                ? Fields(("Items", ValueText.Bag(page.Items)), ("Count", $"{page.Count}"), ("ScannedCount", $"{page.ScannedCount}"), ("LastEvaluatedKey", "none"), Capacity(page.ConsumedCapacity))
                : Fields(("ScannedCount", $"{page.ScannedCount}"), ("LastEvaluatedKey", "some"))
            : Fields();

    internal static bool IsWhole(ScanRequest request) => request is { ExclusiveStartKey: null, TotalSegments: null or 1 };

    internal static ImmutableSortedDictionary<string, string> Fields(params ReadOnlySpan<(string Name, string Text)> fields)
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
        $"{capacity.TableName} {capacity.CapacityUnits} read {capacity.ReadCapacityUnits} write {capacity.WriteCapacityUnits} table {capacity.Table?.CapacityUnits}{IndexesText("global", capacity.GlobalSecondaryIndexes)}{IndexesText("local", capacity.LocalSecondaryIndexes)}");

    private static string IndexesText(string kind, Dictionary<string, Amazon.DynamoDBv2.Model.Capacity>? indexes) => string.Concat(
        (indexes ?? []).OrderBy(index => index.Key, StringComparer.Ordinal).Select(index => string.Create(CultureInfo.InvariantCulture, $" {kind} {index.Key}: {index.Value.CapacityUnits}")));

    private static string ReasonsText(TransactionCanceledException cancelled) =>
        string.Join('\n', (cancelled.CancellationReasons ?? []).Select(reason => $"{reason.Code}: {reason.Message} {ValueText.Of(reason.Item)}"));
}
