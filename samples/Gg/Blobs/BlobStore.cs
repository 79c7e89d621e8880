using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Gg.Blobs;

/// <summary>The blobs of an activation's view: what it puts carries its label, and what it may not see is not there.</summary>
/// <remarks>
/// An item holds at most 400 KB, so a blob lies in parts. The hash says whether all of them are there: a blob of which some are missing, because whoever put it was
/// interrupted, is none, and is put again. The empty one has no parts, and is always there.
/// </remarks>
public sealed class BlobStore(AmazonDynamoDBClient store)
{
    private const string Table = "blob";
    private const int PartSize = 256 * 1024;

    /// <summary>The content, or null if the view has none.</summary>
    public async Task<byte[]?> FindAsync(BlobHash hash, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var request = new QueryRequest
        {
            TableName = Table,
            KeyConditionExpression = "#hash = :hash",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#hash"] = "hash" },
            ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":hash"] = new(hash.Text) },
        };
        do
        {
            var page = await store.QueryAsync(request, cancellation);
            foreach (var part in page.Items ?? [])
            {
                await part["content"].B.CopyToAsync(content, cancellation);
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });

        var bytes = content.ToArray();
        return BlobHash.Of(bytes) == hash ? bytes : null;
    }

    /// <summary>Puts a blob, unless the view has it.</summary>
    public async Task<BlobHash> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var hash = BlobHash.Of(content.Span);
        if (await FindAsync(hash, cancellation) is null)
        {
            var parts = (content.Length + PartSize - 1) / PartSize;
            await Task.WhenAll(Enumerable.Range(0, parts).Select(part => PutAsync(hash, part, content, cancellation)));
        }

        return hash;
    }

    private Task PutAsync(BlobHash hash, int part, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var begin = part * PartSize;
        var item = new Dictionary<string, AttributeValue>
        {
            ["hash"] = new(hash.Text),
            ["part"] = new() { N = part.ToString(CultureInfo.InvariantCulture) },
            ["content"] = new() { B = new MemoryStream(content[begin..Math.Min(begin + PartSize, content.Length)].ToArray()) },
        };
        return store.PutItemAsync(Table, item, cancellation);
    }
}
