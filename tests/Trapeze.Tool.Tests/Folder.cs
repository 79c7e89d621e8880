using Trapeze.Core.Labels;
using Trapeze.Policy;
using Trapeze.Shim.Composition;
using Trapeze.Store;

namespace Trapeze.Tool.Tests;

/// <summary>A policy file and stores of its tables, in a folder of their own.</summary>
internal sealed class Folder : IDisposable
{
    private const string Text = """
        trapeze: 1
        labels:
          public:
          client(id): public
          owner: client(*)
        tables:
          orders: { key: id, indexes: { byState: { key: state } } }
          lines: { key: order, sort: at number, ttl: ends }
        functions:
          nothing: { on: event nothing.happens }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-tool-");

    public Folder() => File.WriteAllText(PolicyFile, Text);

    public string PolicyFile => At("policy.yaml");

    public static LabelOrder Order => Policy.Order;

    private static FlowPolicy Policy { get; } = PolicyReader.Read(Text, "policy.yaml").Policy!;

    public string At(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Opens the store in a file.</summary>
    public FacetedStore Open(string name) => Open(new SqliteBackend { Path = At(name) });

    public static FacetedStore Open(StoreBackend backend) => FacetedStore.Open(new FacetedStoreOptions { Tables = PolicyTables.Of(Policy), Backend = backend });

    public static async Task PutAsync(FacetedStore store, string label, string id, string state)
    {
        using var client = store.ClientAt(Order.Parse(label));
        await client.PutItemAsync("orders", new() { ["id"] = new(id), ["state"] = new(state) });
    }

    public static async Task<string?> StateAsync(FacetedStore store, string label, string id)
    {
        using var client = store.ClientAt(Order.Parse(label));
        return (await client.GetItemAsync("orders", new() { ["id"] = new(id) })).Item?["state"].S;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
