using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.LocalServers.Network;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>Throttling, 5xx, time-outs and broken connections between the backend and its server.</summary>
public sealed class LostAnswerTests(LocalTables tables) : IClassFixture<LocalTables>
{
    // Long enough for a server that is busy, and not for one that does not answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(60);

    public static TheoryData<WireFault> Faults => [.. Enum.GetValues<WireFault>().Where(fault => fault != WireFault.None)];

    public static TheoryData<WireFault> UnknownOutcomes => [.. Enum.GetValues<WireFault>().Where(fault => fault is not (WireFault.None or WireFault.Throttled))];

    [DynamoDbLocalTheory]
    [MemberData(nameof(Faults))]
    public async Task Update_CellsPutGoesWrongEachTime_IsDoneOnce(WireFault fault)
    {
        var puts = 0;
        await using var network = new FaultyNetwork(tables.Server.Address, request => request.Operation == "PutItem" && puts++ % 2 == 0 ? fault : WireFault.None);
        using var store = Open(network.Address, $"Cell{fault}", Patience);
        using var client = store.ClientAt(Retail.Parse("public"));

        for (var time = 1; time <= 3; time++)
        {
            var response = await client.UpdateItemAsync(Count("counter"));
            Assert.Equal($"{time}", response.Attributes["times"].N);
        }

        Assert.Equal("3", (await client.GetItemAsync("Plain", Key("counter"))).Item["times"].N);
        Assert.InRange(puts, 4, int.MaxValue);
    }

    [DynamoDbLocalTheory]
    [MemberData(nameof(Faults))]
    public async Task AnyRead_FirstRequestsGoWrong_Answers(WireFault fault)
    {
        var left = 0;
        await using var network = new FaultyNetwork(
            tables.Server.Address, request => request.Operation is "GetItem" or "BatchGetItem" or "Query" && Interlocked.Decrement(ref left) >= 0 ? fault : WireFault.None);
        using var store = Open(network.Address, $"Reads{fault}", Patience);
        using var client = store.ClientAt(Retail.Parse("owner"));
        await client.PutItemAsync("Plain", Item("k", "v"));

        await AnswersAsync(3, async () => (await client.GetItemAsync("Plain", Key("k"))).Item);
        await AnswersAsync(3, async () => (await client.BatchGetItemAsync(new Dictionary<string, KeysAndAttributes> { ["Plain"] = new() { Keys = [Key("k")] } })).Responses["Plain"][0]);
        await AnswersAsync(6, async () => (await client.ScanAsync(new ScanRequest("Plain"))).Items[0]);

        async Task AnswersAsync(int wrong, Func<Task<Dictionary<string, AttributeValue>>> read)
        {
            Volatile.Write(ref left, wrong);
            Assert.Equal("v", (await read())["value"].S);
            Assert.InRange(Volatile.Read(ref left), int.MinValue, 0);
        }
    }

    // What its own label sees was done; those above see it at the latest when the label writes there again; and nothing is counted twice.
    [DynamoDbLocalTheory]
    [MemberData(nameof(UnknownOutcomes))]
    public async Task Update_CopyGoesWrong_OutcomeIsUnknownAndNothingIsDoneTwice(WireFault fault)
    {
        var deliveries = 0;
        await using var network = new FaultyNetwork(tables.Server.Address, request => request.Operation == "UpdateItem" && deliveries++ == 0 ? fault : WireFault.None);
        using var store = Open(network.Address, $"Copy{fault}", Patience);
        using var client = store.ClientAt(Retail.Parse("client(a)"));
        using var owner = store.ClientAt(Retail.Parse("owner"));

        var failure = await Assert.ThrowsAsync<InternalServerErrorException>(() => client.UpdateItemAsync(Count("counter")));

        Assert.Equal("The request could not be processed", failure.Message);
        Assert.Equal("1", (await client.GetItemAsync("Plain", Key("counter"))).Item["times"].N);
        await client.UpdateItemAsync(Count("counter"));
        Assert.Equal("2", (await client.GetItemAsync("Plain", Key("counter"))).Item["times"].N);
        Assert.Equal("2", (await owner.GetItemAsync("Plain", Key("counter"))).Item["times"].N);
    }

    [DynamoDbLocalFact]
    public async Task Update_CopyIsThrottled_IsTriedAgain()
    {
        var deliveries = 0;
        await using var network = new FaultyNetwork(tables.Server.Address, request => request.Operation == "UpdateItem" && deliveries++ < 3 ? WireFault.Throttled : WireFault.None);
        using var store = Open(network.Address, "Throttled", Patience);
        using var client = store.ClientAt(Retail.Parse("client(a)"));

        await client.UpdateItemAsync(Count("counter"));

        Assert.Equal("1", (await store.ClientAt(Retail.Parse("owner")).GetItemAsync("Plain", Key("counter"))).Item["times"].N);
        Assert.Equal(4, deliveries);
    }

    [DynamoDbLocalTheory]
    [MemberData(nameof(Faults))]
    public async Task AnyOperation_EverythingGoesWrong_FailsWithTheConstant(WireFault fault)
    {
        var isBroken = false;
        await using var network = new FaultyNetwork(tables.Server.Address, _ => isBroken ? fault : WireFault.None);
        var reasons = new ConcurrentQueue<IOException>();
        using var store = Open(network.Address, $"All{fault}", fault == WireFault.Late ? Impatience : Patience, reasons.Enqueue);
        using var client = store.ClientAt(Retail.Parse("public"));
        await store.AdoptAsync(Retail);
        isBroken = true;

        await FailsAsync(() => client.GetItemAsync("Plain", Key("k")));
        await FailsAsync(() => client.PutItemAsync("Plain", Item("k", "v")));
        await FailsAsync(() => client.ScanAsync(new ScanRequest("Plain")));

        Assert.Equal(3, reasons.Count);
    }

    [DynamoDbLocalFact]
    public async Task AnyOperation_NobodyListens_FailsWithTheConstant()
    {
        var reasons = new ConcurrentQueue<IOException>();
        var network = new FaultyNetwork(tables.Server.Address);
        using var store = Open(network.Address, "Nobody", Patience, reasons.Enqueue);
        using var client = store.ClientAt(Retail.Parse("public"));
        await store.AdoptAsync(Retail);
        await network.DisposeAsync();

        await FailsAsync(() => client.GetItemAsync("Plain", Key("k")));
        await FailsAsync(() => client.PutItemAsync("Plain", Item("k", "v")));

        Assert.Equal(2, reasons.Count);
    }

    // To the request: those above write at the same keys meanwhile, or nobody does.
    [DynamoDbLocalFact]
    public async Task Requests_UnderThrottling_AreTheSameWhateverIsHidden()
    {
        var (alone, told) = await RequestsOfAsync("Alone", hidden: 0);
        var (beside, toldBeside) = await RequestsOfAsync("Beside", hidden: 3);

        Assert.Equal(told, toldBeside);
        Assert.Equal(alone, beside);
        Assert.InRange(alone.Count, 40, int.MaxValue);
    }

    private async Task<(List<string> Requests, List<string> Told)> RequestsOfAsync(string table, int hidden)
    {
        List<string> requests = [];
        var isFaulty = false;
        await using var network = new FaultyNetwork(tables.Server.Address, request =>
        {
            requests.Add(request.Operation);
            return !isFaulty ? WireFault.None : requests.Count % 3 == 0 ? WireFault.Throttled : requests.Count % 7 == 0 && request.Operation == "PutItem" ? WireFault.LostAfter : WireFault.None;
        });
        using var store = Open(network.Address, table, Patience);
        using var client = store.ClientAt(Retail.Parse("public"));
        await client.PutItemAsync("Plain", Item("first", "v"));
        requests.Clear();
        isFaulty = true;
        using var others = Open(tables.Server.Address, table, Patience);
        using var end = new CancellationTokenSource();
        var busy = Enumerable.Range(0, hidden).Select(other => Task.Run(() => WriteAsync(others, $"client(c{other})", end.Token))).ToList();
        List<string> told = [];
        for (var time = 0; time < 12; time++)
        {
            told.Add((await client.UpdateItemAsync(Count("counter"))).Attributes["times"].N);
            told.Add((await client.GetItemAsync("Plain", Key("counter"))).Item["times"].N);
        }

        await end.CancelAsync();
        await Task.WhenAll(busy);
        return ([.. requests], told);
    }

    private static async Task WriteAsync(FacetedStore store, string label, CancellationToken end)
    {
        using var client = store.ClientAt(Retail.Parse(label));
        while (!end.IsCancellationRequested)
        {
            await client.PutItemAsync("Plain", Item("counter", "hidden"));
        }
    }

    private static async Task FailsAsync(Func<Task> act)
    {
        var failure = await Assert.ThrowsAsync<InternalServerErrorException>(act);
        Assert.Equal(("InternalServerError", "The request could not be processed"), (failure.ErrorCode, failure.Message));
    }

    private static UpdateItemRequest Count(string id) => new()
    {
        TableName = "Plain",
        Key = Key(id),
        UpdateExpression = "ADD times :one",
        ExpressionAttributeValues = new() { [":one"] = N(1) },
        ReturnValues = ReturnValue.UPDATED_NEW,
    };

    // Places are always looked at: what is asked for does not depend on the time.
    private static FacetedStore Open(Uri server, string table, TimeSpan patience, Action<IOException>? onFailure = null) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables = [new TableDefinition("Plain", new KeyDefinition("id", ScalarAttributeType.S))],
        Backend = new DynamoDbBackend
        {
            TableName = table,
            ServiceUrl = server,
            Credentials = new BasicAWSCredentials("local", "local"),
            CreatesTable = true,
            PlaceLease = TimeSpan.Zero,
            RequestTimeout = patience,
        },
        OnFailure = onFailure,
    });
}
