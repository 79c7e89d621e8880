using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Engine;

/// <summary>What one page of a Query or Scan holds, counts and ends with.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private const int Items = 10;

    private readonly TemporaryStore _store = new();

    public async Task InitializeAsync()
    {
        for (var at = 0; at < Items; at++)
        {
            await _store.At("public").PutItemAsync("Sorted", new() { ["id"] = S("k"), ["at"] = N(at), ["odd"] = S(at % 2 == 1 ? "yes" : "no") });
        }
    }

    public Task DisposeAsync()
    {
        _store.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Query_LimitAndFilter_CountWhatWasLookedAtAndWhatMatched()
    {
        var page = await _store.At("public").QueryAsync(Query(it => (it.Limit, it.FilterExpression) = (5, "odd = :yes")));

        Assert.Equal((2, 5), (page.Count, page.ScannedCount));
        Assert.Equal([1, 3], page.Items.Select(At));
        Assert.Equal(("k", "4"), (page.LastEvaluatedKey["id"].S, page.LastEvaluatedKey["at"].N));
        Assert.Equal(2, page.LastEvaluatedKey.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public async Task QueryAndScan_PageByPage_ShowEachItemOnce(int limit)
    {
        var client = _store.At("public");
        foreach (var forward in new[] { true, false })
        {
            var (query, seen, pages) = (Query(it => (it.Limit, it.ScanIndexForward) = (limit, forward)), new List<int>(), 0);
            do
            {
                var page = await client.QueryAsync(query);
                seen.AddRange(page.Items.Select(At));
                query.ExclusiveStartKey = page.LastEvaluatedKey;
                pages++;
            }
            while (query.ExclusiveStartKey is not null);
            Assert.Equal(forward ? Enumerable.Range(0, Items) : Enumerable.Range(0, Items).Reverse(), seen);
            Assert.Equal((Items / limit) + 1, pages);
        }

        var (scan, scanned) = (new ScanRequest("Sorted") { Limit = limit }, new List<int>());
        do
        {
            var page = await client.ScanAsync(scan);
            scanned.AddRange(page.Items.Select(At));
            scan.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (scan.ExclusiveStartKey is not null);
        Assert.Equal(Enumerable.Range(0, Items), scanned);
    }

    [Theory]
    [InlineData("#at < :v", new[] { 0, 1, 2, 3 })]
    [InlineData("#at <= :v", new[] { 0, 1, 2, 3, 4 })]
    [InlineData("#at = :v", new[] { 4 })]
    [InlineData("#at >= :v", new[] { 4, 5, 6, 7, 8, 9 })]
    [InlineData("#at > :v", new[] { 5, 6, 7, 8, 9 })]
    [InlineData("#at BETWEEN :v AND :w", new[] { 4, 5, 6 })]
    [InlineData("#at BETWEEN :w AND :w", new[] { 6 })]
    public async Task Query_RangeOfTheSortKey_HasItsBounds(string range, int[] expected)
    {
        foreach (var forward in new[] { true, false })
        {
            var page = await _store.At("public").QueryAsync(new QueryRequest("Sorted")
            {
                KeyConditionExpression = "id = :id AND " + range,
                ExpressionAttributeNames = new() { ["#at"] = "at" },
                ExpressionAttributeValues = range.Contains(":w", StringComparison.Ordinal)
                    ? range.Contains(":v", StringComparison.Ordinal) ? new() { [":id"] = S("k"), [":v"] = N(4), [":w"] = N(6) } : new() { [":id"] = S("k"), [":w"] = N(6) }
                    : new() { [":id"] = S("k"), [":v"] = N(4) },
                ScanIndexForward = forward,
            });
            Assert.Equal(forward ? expected : expected.AsEnumerable().Reverse(), page.Items.Select(At));
        }
    }

    [Fact]
    public async Task Query_StartKeyOutsideOfTheRange_IsRefusedByName()
    {
        foreach (var (start, message) in new (Dictionary<string, AttributeValue>, string)[]
        {
            (new() { ["id"] = S("j"), ["at"] = N(5) }, "The provided starting key is outside query boundaries based on provided conditions"),
            (new() { ["id"] = S("k"), ["at"] = N(3) }, "The provided starting key does not match the range key predicate"),
            (new() { ["id"] = S("k") }, "The provided starting key is invalid: The provided key element does not match the schema"),
        })
        {
            var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").QueryAsync(new QueryRequest("Sorted")
            {
                KeyConditionExpression = "id = :id AND #at > :v",
                ExpressionAttributeNames = new() { ["#at"] = "at" },
                ExpressionAttributeValues = new() { [":id"] = S("k"), [":v"] = N(4) },
                ExclusiveStartKey = start,
            }));
            Assert.Equal(message, refused.Message);
        }
    }

    [Fact]
    public async Task QueryAndScan_ExactlyOneMegabyte_EndsThePage()
    {
        for (var at = 1; at <= 5; at++)
        {
            var item = new Dictionary<string, AttributeValue> { ["id"] = S("large"), ["at"] = N(at), ["text"] = S("") };
            item["text"] = S(new string('x', ((1 << 20) / 4) - ItemSize.Of(item)));
            await _store.At("public").PutItemAsync("Sorted", item);
        }

        var page = await _store.At("public").QueryAsync(Query(it => it.ExpressionAttributeValues[":id"] = S("large")));

        Assert.Equal((4, "4"), (page.Count, page.LastEvaluatedKey["at"].N));
    }

    [Fact]
    public async Task QueryAndScan_Select_ChoosesBetweenItemsAndTheirCount()
    {
        var client = _store.At("public");
        foreach (var all in new[] { null, "", "ALL_ATTRIBUTES" })
        {
            Assert.All((await client.QueryAsync(Query(it => it.Select = all))).Items, item => Assert.Equal(3, item.Count));
            Assert.Equal(Items, (await client.ScanAsync(new ScanRequest("Sorted") { Select = all })).Items.Count);
        }

        var counted = await client.QueryAsync(Query(it => it.Select = "COUNT"));
        var scanned = await client.ScanAsync(new ScanRequest("Sorted") { Select = "COUNT", Limit = 3 });
        Assert.Equal((Items, Items, null), (counted.Count, counted.ScannedCount, counted.Items));
        Assert.Equal((3, 3, null), (scanned.Count, scanned.ScannedCount, scanned.Items));
        Assert.All(
            (await client.QueryAsync(Query(it => (it.Select, it.ProjectionExpression) = ("SPECIFIC_ATTRIBUTES", "odd")))).Items,
            item => Assert.Equal(["odd"], item.Keys));
        Assert.All((await client.ScanAsync(new ScanRequest("Sorted") { AttributesToGet = ["odd"] })).Items, item => Assert.Equal(["odd"], item.Keys));
    }

    [Fact]
    public async Task Get_Projection_ShowsWhatItNames()
    {
        var key = new Dictionary<string, AttributeValue> { ["id"] = S("k"), ["at"] = N(1) };
        var client = _store.At("public");
        var batch = await client.BatchGetItemAsync(new Dictionary<string, KeysAndAttributes> { ["Sorted"] = new() { Keys = [key], ProjectionExpression = "odd" } });
        var named = await client.GetItemAsync(new GetItemRequest("Sorted", key) { ProjectionExpression = "#o", ExpressionAttributeNames = new() { ["#o"] = "odd" } });

        Assert.Equal(["odd"], (await client.GetItemAsync(new GetItemRequest("Sorted", key) { AttributesToGet = ["odd"] })).Item.Keys);
        Assert.Equal(["odd"], named.Item.Keys);
        Assert.Equal(["odd"], Assert.Single(batch.Responses["Sorted"]).Keys);
        Assert.Empty(batch.UnprocessedKeys);
        await Assert.ThrowsAsync<AmazonDynamoDBException>(() => client.GetItemAsync(new GetItemRequest("Sorted", key) { ExpressionAttributeNames = new() { ["#o"] = "odd" } }));
    }

    [Fact]
    public async Task Scan_Filter_IsTheOldOneOrTheNew()
    {
        var client = _store.At("public");
        var old = new ScanRequest("Sorted") { ScanFilter = new() { ["odd"] = new() { ComparisonOperator = "EQ", AttributeValueList = [S("yes")] } } };
        var now = new ScanRequest("Sorted") { FilterExpression = "odd = :yes", ExpressionAttributeValues = new() { [":yes"] = S("yes") } };

        Assert.Equal([1, 3, 5, 7, 9], (await client.ScanAsync(old)).Items.Select(At));
        Assert.Equal([1, 3, 5, 7, 9], (await client.ScanAsync(now)).Items.Select(At));
    }

    [Fact]
    public async Task Query_FilterOnAKey_IsRefused() => Assert.Contains(
        "primary key attribute",
        (await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").QueryAsync(Query(it => it.FilterExpression = "id = :yes")))).Message,
        StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task Scan_Segments_AreNotAllTheSameAndEndWithTheirOwnKeys()
    {
        for (var i = 0; i < 40; i++)
        {
            await _store.PutAsync("public", $"k{i:00}", "v");
        }

        var sizes = new List<int>();
        for (var segment = 0; segment < 4; segment++)
        {
            var own = new HashSet<string>(StringComparer.Ordinal);
            var scan = new ScanRequest("Plain") { Segment = segment, TotalSegments = 4, Limit = 2 };
            do
            {
                var page = await _store.At("public").ScanAsync(scan);
                Assert.InRange(page.Items.Count, 0, 2);
                own.UnionWith(page.Items.Select(item => item["id"].S));
                Assert.True(page.LastEvaluatedKey is null || own.Contains(page.LastEvaluatedKey["id"].S));
                scan.ExclusiveStartKey = page.LastEvaluatedKey;
            }
            while (scan.ExclusiveStartKey is not null);
            sizes.Add(own.Count);
        }

        Assert.Equal(40, sizes.Sum());
        Assert.All(sizes, size => Assert.InRange(size, 1, 39));
    }

    [Fact]
    public async Task AnyOperation_Answered_SaysSo()
    {
        var client = _store.At("public");
        foreach (var response in new Amazon.Runtime.AmazonWebServiceResponse[]
        {
            await client.GetItemAsync("Plain", Key("k")), await client.PutItemAsync("Plain", Item("k", "v")), await client.DeleteItemAsync("Plain", Key("k")),
            await client.ScanAsync(new ScanRequest("Plain")), await client.QueryAsync(Query(_ => { })), await client.DescribeTableAsync("Plain"),
        })
        {
            Assert.Equal(System.Net.HttpStatusCode.OK, response.HttpStatusCode);
            Assert.NotNull(response.ResponseMetadata);
        }
    }

    private static int At(Dictionary<string, AttributeValue> item) => int.Parse(item["at"].N, CultureInfo.InvariantCulture);

    private static QueryRequest Query(Action<QueryRequest> change)
    {
        var query = new QueryRequest("Sorted") { KeyConditionExpression = "id = :id", ExpressionAttributeValues = new() { [":id"] = S("k") } };
        change(query);
        if (query.FilterExpression is not null)
        {
            query.ExpressionAttributeValues[":yes"] = S("yes");
        }

        return query;
    }
}
