using Amazon.DynamoDBv2;
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

    private FacetedStore Open(string name, string backend) =>
        PlainTables.Open(backend == "embedded" ? new SqliteBackend { Path = Path.Combine(_folder.FullName, "facets.db") } : tables.Of($"as plain, {name}"));
}
