using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using BadApp.Rows;
using BadApp.Theft;

namespace BadApp.Functions;

/// <summary>What anybody may read in the guest book. Honest code.</summary>
public static class GuestBook
{
    private const int LinesPerPage = 2;

    /// <summary>GET /guestbook/{way}/{bit}/{line}: whether a line is there.</summary>
    public static async Task<IResult> LineAsync(Way way, int bit, int line, AmazonDynamoDBClient store, CancellationToken cancellation) =>
        await store.GetItemAsync(Tables.GuestBook, Tables.Line(way, bit, line), cancellation) is { Item: { Count: > 0 } item }
            ? Results.Text(item["text"].S)
            : Results.NotFound();

    /// <summary>GET /guestbook/{way}/{bit}: a page of the lines that stand there, and where the next page begins.</summary>
    public static async Task<IResult> PageAsync(Way way, int bit, string? after, AmazonDynamoDBClient store, CancellationToken cancellation)
    {
        var page = await store.QueryAsync(
            new QueryRequest
            {
                TableName = Tables.GuestBook,
                KeyConditionExpression = "place = :place",
                ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":place"] = new(Tables.Place(way, bit)) },
                ExclusiveStartKey = after is null ? null : new Dictionary<string, AttributeValue> { ["place"] = new(Tables.Place(way, bit)), ["line"] = new(after) },
                Limit = LinesPerPage,
            },
            cancellation);
        var next = page.LastEvaluatedKey is { Count: > 0 } last ? last["line"].S : null;
        return Results.Ok(new BookPage(page.Count ?? 0, page.ScannedCount ?? 0, [.. (page.Items ?? []).Select(item => item["text"].S)], next));
    }
}
