using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Sqlite;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Indexes;

/// <summary>Indexes that are declared anew, otherwise, or no more, and facets that are filed anew.</summary>
public sealed class IndexDeclarationTests : IDisposable
{
    private static readonly KeyDefinition Id = new("id", ScalarAttributeType.S);
    private static readonly KeyDefinition Color = new("color", ScalarAttributeType.S);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Open_IndexDeclaredLater_HasTheFacetsThatAreThere()
    {
        using (var store = Open())
        {
            await PutAsync(store, "public", "a", "red");
            await PutAsync(store, "client(alice)", "a", "blue");
            await PutAsync(store, "client(alice)", "b", "red");
            await store.ClientAt(Retail.Label("public")).PutItemAsync("Things", new() { ["id"] = S("c"), ["color"] = N(1) });
            await store.ClientAt(Retail.Label("public")).PutItemAsync("Things", new() { ["id"] = S("d"), ["color"] = S("") });
        }

        using (var store = Open(new IndexDefinition("byColor", Color)))
        {
            Assert.Equal(("a", "b", "a"), (await FoundAsync(store, "public", "red"), await FoundAsync(store, "owner", "red"), await FoundAsync(store, "owner", "blue")));
            await PutAsync(store, "public", "e", "red");
        }

        using (var store = Open(new IndexDefinition("byColor", Color)))
        {
            Assert.Equal("a e", await FoundAsync(store, "public", "red"));
        }
    }

    [Fact]
    public async Task Open_FileOfTheVersionBefore_IsTakenOver()
    {
        using (var store = Open())
        {
            await PutAsync(store, "client(alice)", "a", "red");
        }

        using (var database = new Database(_store.Path))
        {
            database.Execute("DROP TABLE entry; DROP TABLE idx; PRAGMA user_version = 1;");
        }

        using (var store = Open(new IndexDefinition("byColor", Color)))
        {
            Assert.Equal("a", await FoundAsync(store, "owner", "red"));
        }

        using (var database = new Database(_store.Path))
        {
            database.Execute("PRAGMA user_version = 3;");
        }

        Assert.Throws<StorageException>(() => Open());
    }

    [Fact]
    public async Task Open_IndexDeclaredOtherwise_HasOtherEntries()
    {
        using (var store = Open(new IndexDefinition("byColor", new KeyDefinition("shape", ScalarAttributeType.S))))
        {
            await PutAsync(store, "public", "a", "red");
        }

        using (var store = Open(new IndexDefinition("byColor", Color)))
        {
            Assert.Equal("a", await FoundAsync(store, "public", "red"));
        }
    }

    [Fact]
    public async Task Open_IndexNoMoreDeclared_IsForgotten()
    {
        using (var store = Open(new IndexDefinition("byColor", Color)))
        {
            await PutAsync(store, "public", "a", "red");
        }

        using (var store = Open())
        {
            await PutAsync(store, "public", "a", "blue");
            await PutAsync(store, "public", "b", "red");
        }

        using (var store = Open(new IndexDefinition("byColor", Color)))
        {
            Assert.Equal(("b", "a"), (await FoundAsync(store, "public", "red"), await FoundAsync(store, "public", "blue")));
        }
    }

    [Fact]
    public async Task AdoptAsync_OrderThatFilesOtherwise_FilesTheEntriesToo()
    {
        var staff = LabelOrder.CreateBuilder().Declare("public").Declare("client", "id").Declare("staff").Declare("owner").Declare("audit")
            .Below("public", "client").Below("client", "staff").Below("staff", "owner").Below("public", "audit").Build();
        using var store = Open(new IndexDefinition("byColor", Color));
        await PutAsync(store, "client(alice)", "a", "red");
        await store.AdoptAsync(staff);

        Assert.Equal("a", await FoundAsync(store, staff.Label("staff"), "red"));
        Assert.Equal("a", await FoundAsync(store, staff.Label("owner"), "red"));
        Assert.Equal("", await FoundAsync(store, staff.Label("audit"), "red"));
        await store.ClientAt(staff.Label("client", "alice")).DeleteItemAsync("Things", Key("a"));
        Assert.Equal("", await FoundAsync(store, staff.Label("staff"), "red"));
    }

    [Fact]
    public async Task AdoptAsync_ByWhoDoesNotKnowTheTable_LosesNoEntries()
    {
        using (var store = Open(new IndexDefinition("byColor", Color)))
        {
            await PutAsync(store, "client(alice)", "a", "red");
        }

        var order = LabelOrder.CreateBuilder().Declare("public").Declare("client", "id").Declare("owner").Declare("more").Below("public", "client").Below("client", "owner").Build();
        await _store.Store.AdoptAsync(order);

        using (var store = Open(new IndexDefinition("byColor", Color)))
        {
            Assert.Equal("a", await FoundAsync(store, order.Label("owner"), "red"));
        }
    }

    [Fact]
    public async Task SweepAsync_FacetThatIsDead_TakesItsEntriesAlong()
    {
        using var store = Open(new IndexDefinition("byColor", Color));
        await PutAsync(store, "client(alice)", "a", "red");
        await PutAsync(store, "public", "a", "blue");

        Assert.Equal(2, await store.SweepAsync(100));
        Assert.Equal(("", "a"), (await FoundAsync(store, "owner", "red"), await FoundAsync(store, "owner", "blue")));
        await PutAsync(store, "owner", "a", "red");
        Assert.Equal(("a", ""), (await FoundAsync(store, "owner", "red"), await FoundAsync(store, "owner", "blue")));
    }

    [Fact]
    public void Table_IndexesThatAreNone_AreRefused()
    {
        var at = new KeyDefinition("at", ScalarAttributeType.N);
        AssertRefused("an index's name has 3 to 255 characters out of a-z, A-Z, 0-9, `_`, `-` and `.` (Parameter 'definition')", new IndexDefinition("by", Color));
        AssertRefused("an index's name has 3 to 255 characters out of a-z, A-Z, 0-9, `_`, `-` and `.` (Parameter 'definition')", new IndexDefinition("by color", Color));
        AssertRefused("an index without a partition key of its own has a sort key, and so has its table (Parameter 'definition')", new IndexDefinition("local", null, at));
        AssertRefused("an index's two key attributes have different names (Parameter 'definition')", new IndexDefinition("byColor", Color, Color));
        AssertRefused("a key attribute of a table and its indexes has one type (Parameter 'definition')", new IndexDefinition("byId", new KeyDefinition("id", ScalarAttributeType.N)));
        AssertRefused("a table has at most 25 indexes, each with a name of its own (Parameter 'definition')", new IndexDefinition("byColor", Color), new IndexDefinition("byColor", Id));
        AssertRefused("a table has at most 25 indexes, each with a name of its own (Parameter 'definition')", [.. Enumerable.Range(0, 26).Select(i => new IndexDefinition($"by{i:00}", Color))]);
    }

    private static void AssertRefused(string message, params IndexDefinition[] indexes) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new StoredTable(new TableDefinition("Things", Id) { Indexes = [.. indexes] }, 0)).Message);

    private FacetedStore Open(params IndexDefinition[] indexes) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables = [new TableDefinition("Things", Id) { Indexes = [.. indexes] }],
        Backend = new SqliteBackend { Path = _store.Path },
    });

    private static Task PutAsync(FacetedStore store, string label, string id, string color) =>
        store.ClientAt(Retail.Parse(label)).PutItemAsync("Things", new() { ["id"] = S(id), ["color"] = S(color) });

    private static Task<string> FoundAsync(FacetedStore store, string label, string color) => FoundAsync(store, Retail.Parse(label), color);

    private static async Task<string> FoundAsync(FacetedStore store, Label label, string color) =>
        string.Join(' ', (await store.ClientAt(label).QueryAsync(new QueryRequest("Things")
        {
            IndexName = "byColor",
            KeyConditionExpression = "color = :c",
            ExpressionAttributeValues = new() { [":c"] = S(color) },
        })).Items.Select(item => item["id"].S));
}
