using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Rows;

namespace HelloRetail.Functions;

/// <summary>DELETE /products/{id}: takes a product off the caller's own shelf.</summary>
/// <remarks>
/// Each delete leaves a tombstone at the caller's label: what the caller no longer sees does not come back as an older, lower facet
/// (semantics §3). Others' shelves stay as they are, for the delete is not released.
/// </remarks>
public static class Withdrawal
{
    public static async Task<IResult> DeleteAsync(string id, AmazonDynamoDBClient store, CancellationToken cancellation)
    {
        var key = new Dictionary<string, AttributeValue> { ["id"] = new(id) };
        await store.DeleteItemAsync(Tables.Catalog, key, cancellation);
        await store.DeleteItemAsync(Tables.Price, key, cancellation);
        await store.DeleteItemAsync(Tables.Picture, key, cancellation);
        return Results.NoContent();
    }
}
