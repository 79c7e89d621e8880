using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Client;

public sealed class BatchTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1", "1.0")]
    [InlineData("100", "1E2")]
    public async Task BatchWriteItem_OneKeyTwice_IsRefusedWhole(string first, string second)
    {
        var request = new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>>
        {
            ["Sorted"] = [new(new PutRequest(KeyAt("0"))), new(new PutRequest(KeyAt(first))), new(new DeleteRequest(KeyAt(second)))],
        });
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").BatchWriteItemAsync(request));

        Assert.Equal("ValidationException", refused.ErrorCode);
        Assert.Empty((await _store.At("public").ScanAsync(new ScanRequest("Sorted"))).Items);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1", "1.0")]
    public async Task BatchGetItem_OneKeyTwice_IsRefused(string first, string second)
    {
        var request = new BatchGetItemRequest(new Dictionary<string, KeysAndAttributes> { ["Sorted"] = new() { Keys = [KeyAt(first), KeyAt(second)] } });
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").BatchGetItemAsync(request));

        Assert.Equal("ValidationException", refused.ErrorCode);
    }

    [Fact]
    public async Task BatchWriteItem_MoreThanTwentyFive_IsRefused()
    {
        var writes = Enumerable.Range(0, 26).Select(at => new WriteRequest(new PutRequest(KeyAt($"{at}")))).ToList();
        await Assert.ThrowsAsync<AmazonDynamoDBException>(() =>
            _store.At("public").BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>> { ["Sorted"] = writes }));
    }

    private static Dictionary<string, AttributeValue> KeyAt(string at) => new() { ["id"] = S("k"), ["at"] = new() { N = at } };
}
