using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>At one label, each backend does at the edges of DynamoDB's limits what the plain client does on a plain table.</summary>
public sealed class AsPlainDynamoDbTests(LocalTables tables) : IClassFixture<LocalTables>, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-plain-");
    private AmazonDynamoDBClient? _plain;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var name in PlainCaseList.All.Keys)
            {
                cases.Add(name, "embedded");
                cases.Add(name, "DynamoDB");
            }

            return cases;
        }
    }

    public async Task InitializeAsync()
    {
        if (tables.Server is { } server)
        {
            _plain = server.CreateClient();
            await PlainTables.CreateAsync(_plain);
        }
    }

    public async Task DisposeAsync()
    {
        if (_plain is not null)
        {
            await PlainTables.DeleteAsync(_plain);
            _plain.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    [DynamoDbLocalTheory]
    [MemberData(nameof(Cases))]
    public async Task Case_AtOneLabel_IsAsOnAPlainTable(string name, string backend)
    {
        using var store = Open(name, backend);
        var (plain, ours) = (new PlainCase(_plain!), new PlainCase(store.ClientAt(Retail.Parse("client(alice)"))));

        await PlainCaseList.All[name](plain);
        await PlainCaseList.All[name](ours);

        Assert.Equal(plain.Said, ours.Said);
    }

    [DynamoDbLocalFact]
    public async Task LongestKey_OnEitherBackend_IsTakenOrRefusedByName()
    {
        var key = new Dictionary<string, AttributeValue> { ["id"] = S(new string('h', 2_048)), ["at"] = S(new string('s', 1_024)) };
        using var embedded = Open("long", "embedded");
        using var onDynamoDb = Open("long", "DynamoDB");

        await _plain!.PutItemAsync(PlainTables.Texts, key);
        await embedded.ClientAt(Retail.Parse("public")).PutItemAsync(PlainTables.Texts, key);
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => onDynamoDb.ClientAt(Retail.Parse("public")).PutItemAsync(PlainTables.Texts, key));

        Assert.Equal("ValidationException", refused.ErrorCode);
        Assert.Contains($"longer than {PlainCaseList.LongestKey} bytes, which this backend does not support", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await embedded.ClientAt(Retail.Parse("public")).GetItemAsync(PlainTables.Texts, key)).Item.Count);
    }

    private FacetedStore Open(string name, string backend) =>
        PlainTables.Open(backend == "embedded" ? new SqliteBackend { Path = Path.Combine(_folder.FullName, "facets.db") } : tables.Of($"as plain, {name}"));
}
