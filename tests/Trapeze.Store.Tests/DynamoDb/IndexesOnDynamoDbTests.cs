using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Indexes;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>Entries of indexes in the physical table: made of what is there, and gone with what they stand for.</summary>
public sealed class IndexesOnDynamoDbTests(LocalTables tables) : IClassFixture<LocalTables>
{
    private static readonly IndexDefinition ByColor = new("byColor", new KeyDefinition("color", ScalarAttributeType.S));

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
    public async Task Open_ItemWithTooLongAKeyForTheIndex_IsNotInItAndNobodyHears()
    {
        var color = new string('c', 1_000);
        var id = new string('i', 100);
        using (var store = Open("long"))
        {
            await PutAsync(store, "client(alice)", id, color);
        }

        using (var store = Open("long", ByColor))
        {
            // The second takes the place of the first one's copy, which is hidden from it.
            await PutAsync(store, "client(bob)", id, "red");
            await PutAsync(store, "client(alice)", id, "blue");

            Assert.Equal(("", "", id), (await FoundAsync(store, "client(alice)", color), await FoundAsync(store, "owner", "red"), await FoundAsync(store, "owner", "blue")));
            var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => PutAsync(store, "client(alice)", id, color));
            Assert.EndsWith("which this backend does not support", refused.Message, StringComparison.Ordinal);
            Assert.Equal(id, await FoundAsync(store, "client(alice)", "blue"));
        }
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

    private async Task<int> EntriesAsync(string name)
    {
        var backend = (DynamoDbBackend)tables.Of(name);
        using var client = new AmazonDynamoDBClient(backend.Credentials, new AmazonDynamoDBConfig { ServiceURL = backend.ServiceUrl!.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        var all = await client.ScanAsync(new ScanRequest { TableName = backend.TableName, FilterExpression = "attribute_exists(f)" });
        return all.Count!.Value;
    }
}
