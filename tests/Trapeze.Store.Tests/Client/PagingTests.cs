using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Client;

public sealed class PagingTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_StartKeyThatTheCallerMadeUp_SaysNothingOfHiddenKeys(bool forward)
    {
        foreach (var at in (int[])[1, 2, 8, 9])
        {
            await _store.At("public").PutItemAsync("Sorted", KeyAt("k", at));
        }

        await _store.At("client(alice)").PutItemAsync("Sorted", KeyAt("k", 4));

        Assert.Equal(await FromAsync("k", 5, forward), await FromAsync("k", 4, forward));
        Assert.Equal(forward ? [8, 9] : [2, 1], await FromAsync("k", 4, forward));
        Assert.Equal(forward ? [9] : [2, 1], await FromAsync("k", 8, forward));
    }

    [Theory]
    [InlineData("k", 10)]
    [InlineData("k", 0)]
    [InlineData("j", 5)]
    public async Task Query_StartKeyOutsideOfTheRange_IsRefused(string id, int at)
    {
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => FromAsync(id, at, forward: true));
        Assert.Equal("ValidationException", refused.ErrorCode);
    }

    [Fact]
    public async Task Scan_Segments_TogetherShowEachItemOnce()
    {
        for (var i = 0; i < 30; i++)
        {
            await _store.PutAsync("public", $"k{i:00}", "v");
        }

        var found = new List<string>();
        for (var segment = 0; segment < 4; segment++)
        {
            var page = await _store.At("public").ScanAsync(new ScanRequest("Plain") { Segment = segment, TotalSegments = 4 });
            found.AddRange(page.Items.Select(item => item["id"].S));
            Assert.Equal(page.Count, page.ScannedCount);
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"k{i:00}"), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Scan_StartKeyOfAnotherSegment_IsRefused()
    {
        for (var i = 0; i < 30; i++)
        {
            await _store.PutAsync("public", $"k{i:00}", "v");
        }

        var behind = (await ScanAsync(0, null)).LastEvaluatedKey;

        Assert.NotNull((await ScanAsync(0, behind)).LastEvaluatedKey);
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => ScanAsync(1, behind));
        Assert.Equal("The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: 1", refused.Message);

        Task<ScanResponse> ScanAsync(int segment, Dictionary<string, AttributeValue>? from) =>
            _store.At("public").ScanAsync(new ScanRequest("Plain") { Segment = segment, TotalSegments = 2, Limit = 1, ExclusiveStartKey = from });
    }

    [Fact]
    public async Task Query_PartitionKeysThatBeginAlike_AreApart()
    {
        string[] ids = ["a", "a\0", "a\0\0", "a\0\u0001", "a\u0001", "aa"];
        foreach (var id in ids)
        {
            await _store.At("public").PutItemAsync("Sorted", KeyAt(id, 1));
        }

        foreach (var id in ids)
        {
            var page = await _store.At("public").QueryAsync(new QueryRequest("Sorted")
            {
                KeyConditionExpression = "id = :id",
                ExpressionAttributeValues = new() { [":id"] = S(id) },
            });
            Assert.Equal([id], page.Items.Select(item => item["id"].S));
        }
    }

    private static Dictionary<string, AttributeValue> KeyAt(string id, int at) => new() { ["id"] = S(id), ["at"] = N(at) };

    private async Task<IEnumerable<int>> FromAsync(string id, int at, bool forward)
    {
        var page = await _store.At("public").QueryAsync(new QueryRequest("Sorted")
        {
            KeyConditionExpression = "id = :id AND #at BETWEEN :low AND :high",
            ExpressionAttributeNames = new() { ["#at"] = "at" },
            ExpressionAttributeValues = new() { [":id"] = S("k"), [":low"] = N(1), [":high"] = N(9) },
            ExclusiveStartKey = KeyAt(id, at),
            ScanIndexForward = forward,
        });
        return page.Items.Select(item => int.Parse(item["at"].N, System.Globalization.CultureInfo.InvariantCulture));
    }
}
