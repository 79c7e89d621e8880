using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Indexes;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>Entries of indexes in the physical table: made of what is there, and gone with what they stand for.</summary>
public sealed class IndexesOnDynamoDbTests(LocalTables tables) : IClassFixture<LocalTables>
{
    private static readonly IndexDefinition ByColor = new("byColor", new KeyDefinition("color", ScalarAttributeType.S));

    private readonly ShiftedClock _clock = new();

    [DynamoDbLocalFact]
    public async Task Open_IndexDeclaredLater_HasTheFacetsThatAreThere()
    {
        using (var store = Open("later"))
        {
            await PutAsync(store, "public", "a", "red");
            await PutAsync(store, "client(alice)", "a", "blue");
            await PutAsync(store, "client(alice)", "b", "red");
        }

        using (var store = Open("later", ByColor))
        {
            Assert.Equal(("a", "b", "a"), (await FoundAsync(store, "public", "red"), await FoundAsync(store, "owner", "red"), await FoundAsync(store, "owner", "blue")));
            await PutAsync(store, "public", "e", "red");
        }

        using (var store = Open("later", ByColor))
        {
            Assert.Equal("a e", await FoundAsync(store, "public", "red"));
        }
    }

    [DynamoDbLocalFact]
    public async Task Open_ItemsWithLongKeys_AreInTheIndexInOrder()
    {
        var color = new string('c', 2_000);
        var ids = Enumerable.Range(0, 9).Select(number => $"{new string('i', 2_000)}{number}").ToList();
        using (var store = Open("long"))
        {
            foreach (var id in ids.Where((_, at) => at % 2 == 0))
            {
                await PutAsync(store, "client(alice)", id, color);
            }
        }

        using (var store = Open("long", ByColor))
        {
            foreach (var id in ids.Where((_, at) => at % 2 == 1))
            {
                await PutAsync(store, "client(bob)", id, color);
            }

            await PutAsync(store, "client(alice)", ids[8], "red");

            Assert.Equal(string.Join(' ', ids.Take(8)), await FoundAsync(store, "owner", color));
            Assert.Equal((ids[8], ids[8]), (await FoundAsync(store, "client(alice)", "red"), await FoundAsync(store, "owner", "red")));
            Assert.Equal(string.Join(' ', ids.Where((_, at) => at % 2 == 0).Take(4)), await FoundAsync(store, "client(alice)", color));
        }
    }

    [DynamoDbLocalFact]
    public async Task Sweep_EntriesOfNothing_RemovesThemOnceTheirFacetsCannotCome()
    {
        using var store = Open("strays", ByColor);
        await PutAsync(store, "client(alice)", "a", "red");
        var (table, entry) = await EntryAsync("strays");
        using (table)
        {
            // As of a writer that died before it put its facet: at a place that is empty, and at one where there is another.
            var uid = Guid.NewGuid();
            foreach (var of in (PhysicalKey[])[entry.Of, entry.Of with { Sort = [.. entry.Of.Sort, 1] }])
            {
                await table.MarkAsync(entry with { Key = entry.Key with { Sort = [.. of.Sort, .. uid.ToByteArray()] }, Of = of, Uid = uid });
            }
        }

        Assert.Equal(4, await EntriesAsync("strays"));
        _clock.Ahead = TimeSpan.FromMinutes(5);
        Assert.Equal(0, (await store.InspectAsync(Retail, repairs: true)).Left);
        _clock.Ahead = TimeSpan.FromMinutes(12);
        Assert.Equal(2, (await store.InspectAsync(Retail, repairs: false)).Left);
        Assert.Equal(2, await store.SweepAsync(100));
        Assert.Equal(2, await EntriesAsync("strays"));
        Assert.Equal(("a", "a"), (await FoundAsync(store, "client(alice)", "red"), await FoundAsync(store, "owner", "red")));
    }

    [DynamoDbLocalFact]
    public async Task Put_ItemThatMoves_LeavesNoEntryBehindAtAnyPlace()
    {
        using var store = Open("moves", ByColor);
        await PutAsync(store, "client(alice)", "a", "red");
        await PutAsync(store, "client(bob)", "a", "red");
        var before = await EntriesAsync("moves");

        await PutAsync(store, "client(alice)", "a", "green");
        await PutAsync(store, "client(bob)", "a", "blue");
        await store.ClientAt(Retail.Parse("client(alice)")).DeleteItemAsync("Things", Key("a"));

        // Alice's cell, Bob's, and what came last to the owner's inbox.
        Assert.Equal(3, before);
        Assert.Equal(1, await EntriesAsync("moves"));
        Assert.Equal(("", "a", ""), (await FoundAsync(store, "client(alice)", "green"), await FoundAsync(store, "client(bob)", "blue"), await FoundAsync(store, "owner", "red")));
    }

    [DynamoDbLocalFact]
    public async Task Put_SameItemByMany_LeavesOneEntryForEachFacet()
    {
        using var store = Open("many", ByColor);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => PutAsync(store, $"client(c{number % 4})", "a", number % 3 == 0 ? "red" : "blue")));

        Assert.Equal(5, await EntriesAsync("many"));
        Assert.Equal("a", await FoundAsync(store, "owner", "red") + await FoundAsync(store, "owner", "blue"));
    }

    private FacetedStore Open(string name, params IndexDefinition[] indexes) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables = [new TableDefinition("Things", new KeyDefinition("id", ScalarAttributeType.S)) { Indexes = [.. indexes] }],
        Backend = tables.Of(name),
        TimeProvider = _clock,
    });

    private static Task PutAsync(FacetedStore store, string label, string id, string color) =>
        store.ClientAt(Retail.Parse(label)).PutItemAsync("Things", new() { ["id"] = S(id), ["color"] = S(color) });

    private static async Task<string> FoundAsync(FacetedStore store, string label, string color) =>
        string.Join(' ', (await store.ClientAt(Retail.Parse(label)).QueryAsync(new QueryRequest
        {
            TableName = "Things",
            IndexName = "byColor",
            KeyConditionExpression = "color = :c",
            ExpressionAttributeValues = new() { [":c"] = S(color) },
        })).Items.Select(item => item["id"].S));

    // An entry that is there, and the table that it is in.
    private async Task<(DynamoDbTable Table, StoredDependent Entry)> EntryAsync(string name)
    {
        var table = new DynamoDbTable(tables.Server.CreateClient(), ((DynamoDbBackend)tables.Of(name)).TableName, TimeProvider.System);
        return (table, (await table.ScanAsync(behind: null)).Dependents[0]);
    }

    private async Task<int> EntriesAsync(string name)
    {
        var backend = (DynamoDbBackend)tables.Of(name);
        using var client = new AmazonDynamoDBClient(backend.Credentials, new AmazonDynamoDBConfig { ServiceURL = backend.ServiceUrl!.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        var all = await client.ScanAsync(new ScanRequest { TableName = backend.TableName, FilterExpression = "attribute_exists(f)" });
        return all.Count!.Value;
    }
}
