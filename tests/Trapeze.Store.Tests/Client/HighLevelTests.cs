using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Client;

/// <summary>The SDK's own context, documents and paginators on transactions and indexes.</summary>
public sealed class HighLevelTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly AmazonDynamoDBClient _client;

    public HighLevelTests() => _client = _store.At("client(alice)");

    public void Dispose()
    {
        _client.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Context_Transactions_RoundTrip()
    {
        using var context = Context();
        var write = context.CreateTransactWrite<Errand>();
        write.AddSaveItems([new Errand { Id = "a", At = 1, Title = "first" }, new Errand { Id = "a", At = 2, Title = "second" }]);
        await write.ExecuteAsync();
        var get = context.CreateTransactGet<Errand>();
        get.AddKey("a", 2);
        get.AddKey("a", 3);
        await get.ExecuteAsync();

        Assert.Equal(["second"], get.Results.Where(found => found is not null).Select(found => found.Title));
        Assert.Null((await _store.At("public").GetItemAsync("Indexed", new() { ["id"] = S("a"), ["at"] = N(2) })).Item);
    }

    [Fact]
    public async Task Context_QueryOfAnIndex_FindsItsItems()
    {
        using var context = Context();
        foreach (var (id, at, owner) in new[] { ("a", 3, "o"), ("b", 1, "o"), ("c", 2, "p") })
        {
            await context.SaveAsync(new Errand { Id = id, At = at, Owner = owner, Rank = at });
        }

        var all = await context.QueryAsync<Errand>("o", new QueryConfig { IndexName = "byOwner" }).GetRemainingAsync();
        var some = await context.QueryAsync<Errand>("o", QueryOperator.GreaterThan, [1], new QueryConfig { IndexName = "byOwner" }).GetRemainingAsync();
        var ranked = await context.QueryAsync<Errand>("a", QueryOperator.Equal, [3], new QueryConfig { IndexName = "byRank" }).GetRemainingAsync();
        var scanned = await context.ScanAsync<Errand>([], new ScanConfig { IndexName = "byOwner" }).GetRemainingAsync();

        Assert.Equal(["b", "a"], all.Select(task => task.Id));
        Assert.Equal(["a"], some.Select(task => task.Id));
        Assert.Equal(["a"], ranked.Select(task => task.Id));
        Assert.Equal(3, scanned.Count);
    }

    [Fact]
    public async Task Table_QueryOfAnIndexAndTransaction_RoundTrip()
    {
#pragma warning disable CS0618 // the old way in, which asks DescribeTable
        var table = Table.LoadTable(_client, new TableConfig("Indexed"));
#pragma warning restore CS0618
        var write = table.CreateTransactWrite();
        write.AddDocumentToPut(new Document { ["id"] = "a", ["at"] = 1, ["owner"] = "o" });
        write.AddDocumentToPut(new Document { ["id"] = "b", ["at"] = 1, ["owner"] = "o" });
        await write.ExecuteAsync();
        var found = await table.Query(new QueryOperationConfig { IndexName = "byOwner", Filter = new QueryFilter("owner", QueryOperator.Equal, "o") }).GetRemainingAsync();

        Assert.Equal(["a", "b"], found.Select(document => document["id"].AsString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Paginator_OfAnIndex_ReturnsEveryVisibleItem()
    {
        for (var i = 0; i < 9; i++)
        {
            await _client.PutItemAsync("Indexed", new() { ["id"] = S($"k{i}"), ["at"] = N(1), ["owner"] = S("o") });
        }

        var request = new QueryRequest("Indexed")
        {
            IndexName = "byOwner",
            Limit = 2,
            KeyConditionExpression = "#o = :o",
            ExpressionAttributeNames = new() { ["#o"] = "owner" },
            ExpressionAttributeValues = new() { [":o"] = S("o") },
        };
        var ids = new List<string>();
        await foreach (var page in _client.Paginators.Query(request).Responses)
        {
            ids.AddRange(page.Items.Select(item => item["id"].S));
        }

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"k{i}"), ids);
        var tables = new List<string>();
        await foreach (var name in _client.Paginators.ListTables(new ListTablesRequest { Limit = 1 }).TableNames)
        {
            tables.Add(name);
        }

        Assert.Equal(["Indexed", "Plain", "Sorted"], tables);
    }

    private DynamoDBContext Context() => new DynamoDBContextBuilder().WithDynamoDBClient(() => _store.At("client(alice)")).Build();

    [DynamoDBTable("Indexed")]
    public sealed class Errand
    {
        [DynamoDBHashKey("id")]
        public string Id { get; set; } = "";

        [DynamoDBRangeKey("at")]
        [DynamoDBGlobalSecondaryIndexRangeKey("byOwner", AttributeName = "at")]
        public int At { get; set; }

        [DynamoDBGlobalSecondaryIndexHashKey("byOwner", AttributeName = "owner")]
        public string? Owner { get; set; }

        [DynamoDBProperty("title")]
        public string? Title { get; set; }

        [DynamoDBLocalSecondaryIndexRangeKey("byRank", AttributeName = "rank")]
        public int Rank { get; set; }
    }
}
