using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Store.Tests.Items;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>Something done with a client, and what it said to that, step by step.</summary>
internal sealed class PlainCase(AmazonDynamoDBClient client)
{
    private readonly List<string> _said = [];

    internal AmazonDynamoDBClient Client => client;

    internal IReadOnlyList<string> Said => _said;

    internal void Say(string text) => _said.Add(text);

    /// <summary>Does something, and notes what came of it, or how it was refused.</summary>
    internal async Task DoAsync(string what, Func<Task<string>> act)
    {
        try
        {
            Say($"{what}: {await act()}");
        }
        catch (AmazonServiceException refused)
        {
            // Their words are compared elsewhere (docs/store.md).
            Say($"{what}: {refused.ErrorCode}");
        }
    }

    internal Task PutAsync(string what, string table, Dictionary<string, AttributeValue> item) => DoAsync($"put {what}", async () =>
    {
        await client.PutItemAsync(table, item);
        return "done";
    });

    internal Task GetAsync(string what, string table, Dictionary<string, AttributeValue> key) => DoAsync($"get {what}", async () =>
        Show((await client.GetItemAsync(new GetItemRequest(table, key) { ConsistentRead = true })).Item));

    internal Task DeleteAsync(string what, string table, Dictionary<string, AttributeValue> key) => DoAsync($"delete {what}", async () =>
        Show((await client.DeleteItemAsync(new DeleteItemRequest(table, key) { ReturnValues = ReturnValue.ALL_OLD })).Attributes));

    /// <summary>All pages of a partition, each with its count, its last key, and its items.</summary>
    internal Task QueryAsync(string what, string table, AttributeValue id, Action<QueryRequest>? change = null) => DoAsync($"query {what}", async () =>
    {
        List<string> pages = [];
        var request = new QueryRequest(table)
        {
            KeyConditionExpression = "#id = :id",
            ExpressionAttributeNames = new() { ["#id"] = table == PlainTables.Long ? PlainTables.LongId : "id" },
            ExpressionAttributeValues = new() { [":id"] = id },
            ConsistentRead = true,
        };
        change?.Invoke(request);
        do
        {
            var page = await client.QueryAsync(request);
            pages.Add($"{page.Count} of {page.ScannedCount}, last {Show(page.LastEvaluatedKey)}: {string.Join(' ', (page.Items ?? []).Select(Show))}");
            request.ExclusiveStartKey = page.LastEvaluatedKey is { Count: > 0 } ? page.LastEvaluatedKey : null;
        }
        while (request.ExclusiveStartKey is not null);
        return string.Join("\n  ", pages);
    });

    /// <summary>All items of a table, in no order.</summary>
    internal Task ScanAsync(string table) => DoAsync($"scan {table}", async () =>
    {
        List<string> items = [];
        var request = new ScanRequest(table) { ConsistentRead = true };
        do
        {
            var page = await client.ScanAsync(request);
            items.AddRange(page.Items.Select(Show));
            request.ExclusiveStartKey = page.LastEvaluatedKey is { Count: > 0 } ? page.LastEvaluatedKey : null;
        }
        while (request.ExclusiveStartKey is not null);
        return string.Join("\n  ", items.Order(StringComparer.Ordinal));
    });

    // What is long is shown by its length and its ends.
    internal static string Show(Dictionary<string, AttributeValue>? item)
    {
        const int Longest = 4_000;
        var text = item is not { Count: > 0 } ? "nothing" : AttributeJson.Print(item);
        return text.Length <= Longest ? text : $"{text[..40]}…{text[^40..]} ({text.Length})";
    }
}
