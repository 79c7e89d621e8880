using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>What the sweep takes away and delivers in the physical table, and that no view changes.</summary>
public sealed class SweepOnDynamoDbTests(LocalTables tables) : IClassFixture<LocalTables>
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(2);
    private static readonly string[] Labels = ["public", "client(alice)", "client(bob)", "owner", "audit"];

    private readonly ShiftedClock _clock = new();

    [DynamoDbLocalFact]
    public async Task SweepAsync_FacetThatIsSuperseded_IsEmptiedAtAllItsPlacesAndNoViewChanges()
    {
        using var store = Open("superseded");
        await PutAsync(store, "client(alice)", "k", "a");
        await PutAsync(store, "public", "k", "p");
        var views = await ViewsAsync(store);

        Assert.Equal(0, await store.SweepAsync(100));
        _clock.Ahead = Later;
        for (var time = 0; time < 2; time++)
        {
            // To look is not to do.
            var report = await store.InspectAsync(Retail, repairs: false);
            Assert.Equal((3L, 2L, 0L, 0L), (report.Facets, report.Superseded, report.Ended, report.Undelivered));
        }

        Assert.Equal(2, await store.SweepAsync(100));
        Assert.Equal(0, await store.SweepAsync(100));

        Assert.Equal("p p p p p", views);
        Assert.Equal(views, await ViewsAsync(store));
        Assert.Equal(1, await CountAsync("superseded", "attribute_exists(d)"));
        await PutAsync(store, "owner", "k", "o");
        Assert.Equal("p p p o p", await ViewsAsync(store));
    }

    [DynamoDbLocalFact]
    public async Task SweepAsync_WithALimit_GoesOnWhereItEnded()
    {
        using var store = Open("limit");
        foreach (var id in Enumerable.Range(0, 5))
        {
            await PutAsync(store, "client(alice)", $"k{id}", "a");
            await PutAsync(store, "public", $"k{id}", "p");
        }

        _clock.Ahead = Later;

        Assert.Equal((4, 4, 2, 0), (await store.SweepAsync(4), await store.SweepAsync(4), await store.SweepAsync(4), await store.SweepAsync(4)));
    }

    [DynamoDbLocalFact]
    public async Task SweepAsync_CopyThatItsWriterDidNotDeliver_IsDelivered()
    {
        using var store = Open("undelivered");
        await PutAsync(store, "client(alice)", "k", "a");
        await RemoveCopiesAsync("undelivered");
        Assert.Equal("· a · · ·", await ViewsAsync(store));

        Assert.Equal(0, await store.SweepAsync(100));
        _clock.Ahead = Later;
        Assert.Equal(1, (await store.InspectAsync(Retail, repairs: false)).Undelivered);
        Assert.Equal("· a · · ·", await ViewsAsync(store));
        Assert.Equal(1, (await store.InspectAsync(Retail, repairs: true)).Undelivered);
        Assert.Equal(0, await store.SweepAsync(100));

        Assert.Equal("· a · a ·", await ViewsAsync(store));
    }

    [DynamoDbLocalFact]
    public async Task SweepAsync_FacetUnderWhatHasNotArrived_KeepsItsItem()
    {
        using var store = Open("arriving");
        await PutAsync(store, "owner", "k", "o");
        await PutAsync(store, "client(alice)", "k", "a");
        await PutAsync(store, "client(bob)", "k", "b");
        await RemoveCopiesAsync("arriving");

        Assert.Equal("· a b o ·", await ViewsAsync(store));
        _clock.Ahead = Later;
        await store.SweepAsync(100);

        // One of the two is delivered, and what it supersedes is there no more; the other may have been there before.
        var views = await ViewsAsync(store);
        Assert.True(views is "· a b a ·" or "· a b b ·", views);
    }

    [DynamoDbLocalFact]
    public async Task SweepAsync_CopyThatAnotherHasReplaced_IsNotBroughtBack()
    {
        using var store = Open("replaced");
        await PutAsync(store, "client(alice)", "k", "a");
        await PutAsync(store, "client(bob)", "k", "b");

        _clock.Ahead = Later;

        Assert.Equal(0, await store.SweepAsync(100));
        Assert.Equal("· a b b ·", await ViewsAsync(store));
    }

    [DynamoDbLocalFact]
    public async Task SweepAsync_WhatHasEnded_LosesItsItemAndHidesWhatIsBehindIt()
    {
        using var store = Open("ended");
        var ends = _clock.GetUtcNow().AddSeconds(90).ToUnixTimeSeconds();
        await store.ClientAt(Retail.Parse("public")).PutItemAsync("Things", Item("k", "p"));
        await store.ClientAt(Retail.Parse("client(alice)")).PutItemAsync("Things", new() { ["id"] = S("k"), ["value"] = S("a"), ["ends"] = N((int)ends) });
        await TokenAsync(store);
        Assert.Equal("p a p a p", await ViewsAsync(store));

        _clock.Ahead = Later;
        Assert.Equal("p · p · p", await ViewsAsync(store));
        Assert.Equal(2, await store.SweepAsync(100));
        Assert.Equal("p · p · p", await ViewsAsync(store));

        _clock.Ahead = TimeSpan.FromMinutes(11);
        Assert.Equal(1, await store.SweepAsync(100));
        Assert.Equal(0, await store.SweepAsync(100));
    }

    private FacetedStore Open(string name) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables = [new TableDefinition("Things", new KeyDefinition("id", ScalarAttributeType.S)) { TimeToLive = "ends" }],
        Backend = tables.Of(name),
        TimeProvider = _clock,
    });

    private static Task PutAsync(FacetedStore store, string label, string id, string value) =>
        store.ClientAt(Retail.Parse(label)).PutItemAsync("Things", Item(id, value));

    private static Task TokenAsync(FacetedStore store) => store.ClientAt(Retail.Parse("public")).TransactWriteItemsAsync(new TransactWriteItemsRequest
    {
        ClientRequestToken = "token",
        TransactItems = [new TransactWriteItem { Put = new Put { TableName = "Things", Item = Item("other", "p") } }],
    });

    private static async Task<string> ViewsAsync(FacetedStore store)
    {
        var views = new List<string>();
        foreach (var label in Labels)
        {
            views.Add((await store.ClientAt(Retail.Parse(label)).GetItemAsync("Things", Key("k"))).Item is { } item ? item["value"].S : "·");
        }

        return string.Join(' ', views);
    }

    private async Task<int> CountAsync(string name, string filter)
    {
        using var client = Physical(name, out var table);
        return (await client.ScanAsync(new ScanRequest { TableName = table, FilterExpression = filter })).Count!.Value;
    }

    // As a writer leaves it that dies before it has delivered.
    private async Task RemoveCopiesAsync(string name)
    {
        using var client = Physical(name, out var table);
        foreach (var copy in (await client.ScanAsync(new ScanRequest { TableName = table, FilterExpression = "attribute_exists(a)" })).Items)
        {
            await client.DeleteItemAsync(table, new() { ["p"] = copy["p"], ["k"] = copy["k"] });
        }
    }

    private AmazonDynamoDBClient Physical(string name, out string table)
    {
        var backend = (DynamoDbBackend)tables.Of(name);
        table = backend.TableName;
        return new AmazonDynamoDBClient(backend.Credentials, new AmazonDynamoDBConfig { ServiceURL = backend.ServiceUrl!.AbsoluteUri, AuthenticationRegion = "us-east-1" });
    }
}
