using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.LocalServers;
using Trapeze.Store.Indexes;
using Trapeze.Store.Items;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>Items of up to DynamoDB's 400 KB, which do not fit into one physical item together with what a facet has besides.</summary>
public sealed class LongItemsTests(LocalTables tables) : IClassFixture<LocalTables>
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(12);

    private readonly ShiftedClock _clock = new();

    [DynamoDbLocalFact]
    public async Task LongItem_IsWholeToAllWhoSeeIt()
    {
        using var store = Open("whole");
        var alice = store.ClientAt(Retail.Parse("client(alice)"));
        var owner = store.ClientAt(Retail.Parse("owner"));

        await alice.PutItemAsync("Things", Long("k", 'a'));
        await alice.PutItemAsync("Things", Item("short", "s"));
        Assert.Equal("a", TextOf((await alice.GetItemAsync("Things", Key("k"))).Item));
        Assert.Equal("a", TextOf((await owner.GetItemAsync("Things", Key("k"))).Item));
        Assert.Equal("a", TextOf((await owner.ScanAsync(new ScanRequest("Things"))).Items.Single(item => item["id"].S == "k")));

        // What is there decides, to its last byte.
        var update = new UpdateItemRequest
        {
            TableName = "Things",
            Key = Key("k"),
            UpdateExpression = "SET #v = :new",
            ConditionExpression = "#v = :old",
            ExpressionAttributeNames = new() { ["#v"] = "value" },
            ExpressionAttributeValues = new() { [":new"] = Long("k", 'b')["value"], [":old"] = Long("k", 'a')["value"] },
        };
        await owner.UpdateItemAsync(update);
        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => owner.UpdateItemAsync(update));
        Assert.Equal("b", TextOf((await owner.GetItemAsync("Things", Key("k"))).Item));
        Assert.Equal("a", TextOf((await alice.GetItemAsync("Things", Key("k"))).Item));
    }

    [DynamoDbLocalFact]
    public async Task LongItems_OfATransaction_AreWrittenAndReadTogether()
    {
        using var store = Open("together");
        var alice = store.ClientAt(Retail.Parse("client(alice)"));

        await alice.TransactWriteItemsAsync(new TransactWriteItemsRequest
        {
            TransactItems = [.. "ab".Select(letter => new TransactWriteItem { Put = new Put { TableName = "Things", Item = Long($"{letter}", letter) } })],
        });
        var read = await alice.TransactGetItemsAsync(new TransactGetItemsRequest
        {
            TransactItems = [.. "ab".Select(letter => new TransactGetItem { Get = new Get { TableName = "Things", Key = Key($"{letter}") } })],
        });

        Assert.Equal(["a", "b"], read.Responses.Select(response => TextOf(response.Item)));
        Assert.Equal(4, await PartsAsync("together"));
    }

    [DynamoDbLocalFact]
    public async Task Sweep_OfPartsWhoseFacetIsGone_RemovesThemAndNoOthers()
    {
        using var store = Open("swept");
        var alice = store.ClientAt(Retail.Parse("client(alice)"));
        await alice.PutItemAsync("Things", Long("replaced", 'a'));
        await alice.PutItemAsync("Things", Long("superseded", 'a'));
        await alice.PutItemAsync("Things", Long("stays", 'a'));
        await alice.PutItemAsync("Things", Item("replaced", "short"));
        await store.ClientAt(Retail.Parse("public")).PutItemAsync("Things", Item("superseded", "p"));
        Assert.Equal(6, await PartsAsync("swept"));

        // Whoever found the facet may be looking for its parts.
        Assert.Equal(0, await store.SweepAsync(100));
        _clock.Ahead = Later;
        var report = await store.InspectAsync(Retail, repairs: false);
        Assert.Equal((2L, 2L), (report.Superseded, report.Left));
        Assert.Equal(6, await PartsAsync("swept"));
        while (await store.SweepAsync(100) > 0)
        {
        }

        Assert.Equal(2, await PartsAsync("swept"));
        Assert.Equal("a", TextOf((await alice.GetItemAsync("Things", Key("stays"))).Item));
        Assert.Equal("short", (await alice.GetItemAsync("Things", Key("replaced"))).Item["value"].S);
        Assert.Equal("p", (await alice.GetItemAsync("Things", Key("superseded"))).Item["value"].S);
    }

    [DynamoDbLocalFact]
    public async Task LongItem_OfAnotherClient_CostsNoRequestOfOnesOwn()
    {
        var asked = new List<string>();
        foreach (var bytes in (int[])[200, ItemSize.Limit])
        {
            using var wire = new Wire();
            using var others = Wired($"beside{bytes}", wire: null);
            using var store = Wired($"beside{bytes}", wire);
            await others.ClientAt(Retail.Parse("client(bob)")).PutItemAsync(WiredStore.Table, Row('b', bytes));
            var alice = store.ClientAt(Retail.Parse("client(alice)"));
            await alice.GetItemAsync(WiredStore.Table, new() { ["id"] = S("k"), ["at"] = N(0) });
            wire.Clear();
            await alice.PutItemAsync(WiredStore.Table, Row('a', 200));
            asked.Add($"{wire.Requests.Count}");
        }

        Assert.Equal(asked[0], asked[1]);
    }

    private FacetedStore Open(string name) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables = [new TableDefinition("Things", new KeyDefinition("id", ScalarAttributeType.S))],
        Backend = tables.Of(name),
        TimeProvider = _clock,
    });

    private FacetedStore Wired(string physical, Wire? wire) => WiredStore.Open(
        tables.Server, physical, TimeSpan.Zero, wire, Guid.NewGuid, new IndexDefinition("byKind", new KeyDefinition("kind", ScalarAttributeType.S)));

    private static Dictionary<string, AttributeValue> Row(char letter, int bytes)
    {
        var item = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { ["id"] = S("k"), ["at"] = N(0), ["kind"] = S("of"), ["value"] = S("") };
        item["value"] = S(new string(letter, bytes - ItemSize.Of(item)));
        return item;
    }

    private static Dictionary<string, AttributeValue> Long(string id, char letter)
    {
        var item = new Dictionary<string, AttributeValue>(Key(id)) { ["value"] = S("") };
        item["value"] = S(new string(letter, ItemSize.Limit - ItemSize.Of(item)));
        return item;
    }

    private static string TextOf(Dictionary<string, AttributeValue> item)
    {
        Assert.Equal(ItemSize.Limit, ItemSize.Of(item));
        return $"{Assert.Single(item["value"].S.Distinct())}";
    }

    private async Task<int> PartsAsync(string name)
    {
        var backend = (DynamoDbBackend)tables.Of(name);
        using var client = tables.Server.CreateClient();
        var parts = 0;
        var request = new ScanRequest { TableName = backend.TableName, FilterExpression = "begins_with(p, :rest)", ExpressionAttributeValues = new() { [":rest"] = S("rest ") } };
        do
        {
            var page = await client.ScanAsync(request);
            parts += page.Count!.Value;
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return parts;
    }
}
