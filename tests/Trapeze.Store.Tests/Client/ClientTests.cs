using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Client;

public sealed class ClientTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task ClientFor_ActivationThatRises_SeesTheViewOfTheMoment()
    {
        await _store.PutAsync("public", "k", "open");
        await _store.PutAsync("client(alice)", "k", "secret");
        var activation = StartedAtPublic();
        using var client = _store.Store.ClientFor(activation);

        Assert.Equal("open", (await client.GetItemAsync("Plain", Key("k"))).Item["value"].S);
        activation.RaiseLabel(Retail.Label("client", "alice"));
        Assert.Equal("secret", (await client.GetItemAsync("Plain", Key("k"))).Item["value"].S);
        await client.PutItemAsync("Plain", Item("k", "mine"));
        Assert.Equal("open", await _store.ValueAsync("public", "k"));
    }

    [Fact]
    public async Task ClientFor_RequestThatRisesWhileItIsRead_WritesAtTheNewLabel()
    {
        var activation = StartedAtPublic();
        using var client = _store.Store.ClientFor(activation);
        using var bytes = new RisingStream(activation, Retail.Label("client", "alice"));

        await client.PutItemAsync("Plain", new() { ["id"] = S("put"), ["secret"] = new() { B = bytes } });
        Assert.Null((await _store.At("public").GetItemAsync("Plain", Key("put"))).Item);
        Assert.Equal(1, (await _store.At("client(alice)").GetItemAsync("Plain", Key("put"))).Item["secret"].B.Length);
    }

    [Fact]
    public async Task ClientFor_BatchThatRisesWhileItIsRead_WritesAllAtTheNewLabel()
    {
        var activation = StartedAtPublic();
        using var client = _store.Store.ClientFor(activation);
        using var bytes = new RisingStream(activation, Retail.Label("client", "alice"));

        await client.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>>
        {
            ["Plain"] = [new(new PutRequest(Key("first"))), new(new PutRequest(new() { ["id"] = S("second"), ["secret"] = new() { B = bytes } }))],
        });
        Assert.Empty((await _store.At("public").ScanAsync(new ScanRequest("Plain"))).Items);
        Assert.Equal(2, (await _store.At("client(alice)").ScanAsync(new ScanRequest("Plain"))).Count);
    }

    [Fact]
    public async Task Context_SaveLoadQueryScanDelete_RoundTrips()
    {
        using var client = _store.At("client(alice)");
        using var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => client).Build();
        for (var at = 1; at <= 5; at++)
        {
            await context.SaveAsync(new Line { Id = "order", At = at, Text = $"line {at}", Tags = ["x", "y"] });
        }

        var loaded = await context.LoadAsync<Line>("order", 3);
        var some = await context.QueryAsync<Line>("order", QueryOperator.Between, [2, 4]).GetRemainingAsync();
        var all = await context.ScanAsync<Line>([new ScanCondition("Text", ScanOperator.BeginsWith, "line")]).GetRemainingAsync();
        await context.DeleteAsync<Line>("order", 3);

        Assert.Equal(("line 3", 2), (loaded.Text, loaded.Tags.Count));
        Assert.Equal([2, 3, 4], some.Select(line => line.At));
        Assert.Equal(5, all.Count);
        Assert.Null(await context.LoadAsync<Line>("order", 3));
        using var other = new DynamoDBContextBuilder().WithDynamoDBClient(() => _store.At("client(bob)")).Build();
        Assert.Empty(await other.QueryAsync<Line>("order").GetRemainingAsync());
    }

    [Fact]
    public async Task Context_BatchWriteAndBatchGet_RoundTrip()
    {
        using var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => _store.At("client(alice)")).Build();
        var write = context.CreateBatchWrite<Line>();
        write.AddPutItems(Enumerable.Range(0, 10).Select(at => new Line { Id = "order", At = at, Text = "t" }));
        await write.ExecuteAsync();
        var get = context.CreateBatchGet<Line>();
        get.AddKey("order", 4);
        get.AddKey("order", 40);
        await get.ExecuteAsync();

        Assert.Equal([4], get.Results.Select(line => line.At));
    }

    [Fact]
    public async Task Table_LoadedFromDescription_RoundTrips()
    {
        using var client = _store.At("client(alice)");
        var table = Load(client);
        await table.PutItemAsync(new Document { ["id"] = "order", ["at"] = 1, ["nested"] = new Document { ["deep"] = new DynamoDBList(new DynamoDBEntry[] { 1, 2 }) } });
        await table.UpdateItemAsync(new Document { ["id"] = "order", ["at"] = 1, ["more"] = "added" });
        var found = await table.GetItemAsync("order", 1);
        var queried = await table.Query(new Primitive("order"), new QueryFilter()).GetRemainingAsync();
        await table.DeleteItemAsync("order", 1);

        Assert.Equal("added", found["more"].AsString());
        Assert.Equal(2, found["nested"].AsDocument()["deep"].AsListOfDynamoDBEntry()[1].AsInt());
        Assert.Single(queried);
        Assert.Null(await table.GetItemAsync("order", 1));
    }

    [Fact]
    public async Task Paginator_OverManyPages_ReturnsEveryVisibleItem()
    {
        using var client = _store.At("owner");
        await Task.WhenAll(Enumerable.Range(0, 25).Select(at => client.PutItemAsync("Sorted", new() { ["id"] = S("k"), ["at"] = N(at) })));
        var count = 0;
        await foreach (var page in client.Paginators.Scan(new ScanRequest("Sorted") { Limit = 4 }).Responses)
        {
            count += page.Items.Count;
        }

        Assert.Equal(25, count);
    }

    [Fact]
    public void Clients_OfTwoActivations_ShareNothingThatCanBeChanged() =>
        Assert.NotSame(_store.At("public").Config, _store.At("public").Config);

    [Fact]
    public async Task AnyOperation_ClientIsDisposed_IsRefused()
    {
        var client = _store.At("public");
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetItemAsync("Plain", Key("k")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ScanAsync(new ScanRequest("Plain")));
    }

    [Fact]
    public async Task AnyOperation_CancelledBefore_DoesNothing()
    {
        using var client = _store.At("public");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PutItemAsync("Plain", Item("k", "v"), new CancellationToken(canceled: true)));
        Assert.Null(await _store.ValueAsync("public", "k"));
    }

    [Fact]
    public async Task AnyOperation_LabelWithTooManyParts_IsRefusedByTheLabelAlone()
    {
        var label = string.Join(" & ", Enumerable.Range(0, 9).Select(i => $"client(c{i})"));
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.PutAsync(label, "k", "v"));

        Assert.Equal("LabelTooComplexException", refused.ErrorCode);
    }

    [Fact]
    public async Task ConsumedCapacity_IsOfTheViewAlone()
    {
        var large = new Dictionary<string, AttributeValue>(Item("k", new string('x', 100_000)));
        await _store.PutAsync("public", "k", "small");
        await _store.At("client(alice)").PutItemAsync("Plain", large);
        var get = new GetItemRequest("Plain", Key("k")) { ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL };

        Assert.Equal(0.5, (await _store.At("public").GetItemAsync(get)).ConsumedCapacity.CapacityUnits);
        Assert.True((await _store.At("owner").GetItemAsync(get)).ConsumedCapacity.CapacityUnits > 10);
    }

    [Fact]
    public async Task ConsumedCapacity_OfAWrite_CountsTheVisibleItemThatItReplaces()
    {
        await _store.At("client(alice)").PutItemAsync("Plain", Item("k", new string('x', 100_000)));
        var put = new PutItemRequest("Plain", Item("k", "small")) { ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL };

        Assert.Equal(1, (await _store.At("client(bob)").PutItemAsync(put)).ConsumedCapacity.CapacityUnits);
        Assert.InRange((await _store.At("client(alice)").PutItemAsync(put)).ConsumedCapacity.CapacityUnits.GetValueOrDefault(), 98, 100);
    }

    [Fact]
    public async Task Query_PageOfOneMegabyte_EndsByVisibleBytesAlone()
    {
        var text = new string('x', 300_000);
        for (var at = 0; at < 6; at++)
        {
            await _store.At("client(bob)").PutItemAsync("Sorted", new() { ["id"] = S("k"), ["at"] = N(100 + at), ["text"] = S(text) });
            await _store.At("client(alice)").PutItemAsync("Sorted", new() { ["id"] = S("k"), ["at"] = N(at), ["text"] = S(text) });
        }

        var query = new QueryRequest("Sorted") { KeyConditionExpression = "id = :id", ExpressionAttributeValues = new() { [":id"] = S("k") } };
        var page = await _store.At("client(alice)").QueryAsync(query);
        query.ExclusiveStartKey = page.LastEvaluatedKey;
        var rest = await _store.At("client(alice)").QueryAsync(query);

        Assert.Equal((4, 2), (page.Count, rest.Count));
        Assert.Null(rest.LastEvaluatedKey);
    }

    private static Activation StartedAtPublic() => new ReferenceMonitor(new NoAudit()).Start(new ActivationStart
    {
        Function = "f",
        Label = Retail.Label("public"),
        Clearance = Clearance.Everything,
    });

#pragma warning disable CS0618 // the old way in, which asks DescribeTable and insists on an actual AmazonDynamoDBClient
    private static ITable Load(AmazonDynamoDBClient client) => Table.LoadTable(client, new TableConfig("Sorted"));
#pragma warning restore CS0618

    [DynamoDBTable("Sorted")]
    public sealed class Line
    {
        [DynamoDBHashKey("id")]
        public string Id { get; set; } = "";

        [DynamoDBRangeKey("at")]
        public int At { get; set; }

        public string Text { get; set; } = "";

        public List<string> Tags { get; set; } = [];
    }

    private sealed class NoAudit : IAuditLog
    {
        public void Record(in AuditRecord record)
        {
        }
    }
}
