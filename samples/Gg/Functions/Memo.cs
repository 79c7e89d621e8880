using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Gg.Blobs;

namespace Gg.Functions;

/// <summary>What has been made before, as far as an activation may know: what is noted carries its label, and what others have noted out of its sight is not there.</summary>
public sealed class Memo(AmazonDynamoDBClient store)
{
    private const string Table = "memo";

    public async Task<string?> FindAsync(BlobHash call, CancellationToken cancellation) =>
        await store.GetItemAsync(Table, new Dictionary<string, AttributeValue> { ["call"] = new(call.Text) }, cancellation) is { Item: { Count: > 0 } item } ? item["output"].S : null;

    public Task NoteAsync(BlobHash call, BlobHash output, CancellationToken cancellation) =>
        store.PutItemAsync(Table, new Dictionary<string, AttributeValue> { ["call"] = new(call.Text), ["output"] = new(output.Text) }, cancellation);
}
