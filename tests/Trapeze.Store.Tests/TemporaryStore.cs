using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Store.Indexes;

namespace Trapeze.Store.Tests;

/// <summary>A store in a folder of its own, with the retail policy's labels.</summary>
internal sealed class TemporaryStore : IDisposable
{
    // In memory where the system has such a folder: most tests are not about the disk, and durable writes on it are slow.
    private const string Memory = "/dev/shm";

    private readonly DirectoryInfo _folder = Directory.CreateDirectory(System.IO.Path.Combine(
        Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath(), $"trapeze-store-{Guid.NewGuid():n}"));

    public TemporaryStore() => Store = Open();

    /// <summary>What the stores of this flow of control are kept in, instead of a file.</summary>
    public static AsyncLocal<Func<string, StoreBackend>?> Backend { get; } = new();

    public static LabelOrder Retail { get; } = LabelOrder.CreateBuilder()
        .Declare("public").Declare("client", "id").Declare("owner").Declare("audit")
        .Below("public", "client").Below("client", "owner").Below("public", "audit")
        .Build();

    public FacetedStore Store { get; private set; }

    public SetClock Clock { get; } = new();

    public string Path => System.IO.Path.Combine(_folder.FullName, "facets.db");

    public static FacetedStore OpenAt(string path, TimeProvider? clock = null) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables =
        [
            new TableDefinition("Plain", new KeyDefinition("id", ScalarAttributeType.S)),
            new TableDefinition("Sorted", new KeyDefinition("id", ScalarAttributeType.S), new KeyDefinition("at", ScalarAttributeType.N)),
            new TableDefinition("Indexed", new KeyDefinition("id", ScalarAttributeType.S), new KeyDefinition("at", ScalarAttributeType.N))
            {
                TimeToLive = "ends",
                Indexes =
                [
                    new IndexDefinition("byOwner", new KeyDefinition("owner", ScalarAttributeType.S), new KeyDefinition("at", ScalarAttributeType.N)),
                    new IndexDefinition("byState", new KeyDefinition("state", ScalarAttributeType.S)) { Projects = [] },
                    new IndexDefinition("byOwnerSome", new KeyDefinition("owner", ScalarAttributeType.S)) { Projects = ["title"] },
                    new IndexDefinition("byRank", null, new KeyDefinition("rank", ScalarAttributeType.N)) { Projects = ["title"] },
                ],
            },
        ],
        Backend = Backend.Value?.Invoke(path) ?? new SqliteBackend { Path = path },
        TimeProvider = clock ?? TimeProvider.System,
    });

    public static AttributeValue S(string text) => new() { S = text };

    public static AttributeValue N(int number) => new() { N = number.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    public static Dictionary<string, AttributeValue> Key(string id) => new() { ["id"] = S(id) };

    public static Dictionary<string, AttributeValue> Item(string id, string value) => new() { ["id"] = S(id), ["value"] = S(value) };

    public AmazonDynamoDBClient At(string label) => Store.ClientAt(Retail.Parse(label));

    public FacetedStore Open() => OpenAt(Path, Backend.Value is null ? Clock : null);

    public void Reopen()
    {
        Store.Dispose();
        Store = Open();
    }

    public async Task<string?> ValueAsync(string label, string id) =>
        (await At(label).GetItemAsync("Plain", Key(id))).Item is { } item ? item["value"].S : null;

    public Task PutAsync(string label, string id, string value) => At(label).PutItemAsync("Plain", Item(id, value));

    public Task DeleteAsync(string label, string id) => At(label).DeleteItemAsync("Plain", Key(id));

    public void Dispose()
    {
        Store.Dispose();
        _folder.Delete(recursive: true);
    }
}
