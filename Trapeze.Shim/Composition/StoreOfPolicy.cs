using Amazon.DynamoDBv2;
using Trapeze.Policy;
using Trapeze.Policy.Tables;
using Trapeze.Shim.Files;
using Trapeze.Store;
using Trapeze.Store.Indexes;
using KeyType = Trapeze.Policy.Tables.KeyType;

namespace Trapeze.Shim.Composition;

/// <summary>Opens the store with the tables that the policy names: what the host chose, or the embedded one.</summary>
internal static class StoreOfPolicy
{
    /// <exception cref="IOException">It cannot be opened, or holds what another order of labels filed and does not take this one.</exception>
    internal static FacetedStore Open(FlowPolicy policy, StoreBackend backend, TimeProvider clock, Action<IOException> onFailure)
    {
        var store = FacetedStore.Open(new FacetedStoreOptions
        {
            Tables = [.. policy.Tables.Values.Select(Definition)],
            Backend = backend,
            TimeProvider = clock,
            OnFailure = onFailure,
        });
        try
        {
            // Before anything starts: a store that does not take the policy's labels keeps the host from starting, and fails no request.
            Task.Run(() => store.AdoptAsync(policy.Order)).GetAwaiter().GetResult();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The embedded store of a data folder, for its owner's eyes only.</summary>
    internal static SqliteBackend Embedded(string dataFolder)
    {
        PrivateFile.CreateFolder(dataFolder);
        var path = Path.Combine(dataFolder, "facets.db");
        PrivateFile.Prepare(path);
        return new SqliteBackend { Path = path };
    }

    internal static bool HaveSameTables(FlowPolicy one, FlowPolicy other) =>
        one.Tables.Count == other.Tables.Count && one.Tables.Values.All(
            table => other.Tables.TryGetValue(table.Name, out var same) && table.IsAs(same));

    private static TableDefinition Definition(TablePolicy table) => new(table.Name, Key(table.Hash), table.Sort is { } sort ? Key(sort) : null)
    {
        TimeToLive = table.TimeToLive,
        Indexes = [.. table.Indexes.Select(index => new IndexDefinition(
            index.Name, index.Hash is { } key ? Key(key) : null, index.Sort is { } order ? Key(order) : null) { Projects = index.Projects })],
    };

    private static KeyDefinition Key(KeyAttribute key) => new(key.Name, key.Type switch
    {
        KeyType.String => ScalarAttributeType.S,
        KeyType.Number => ScalarAttributeType.N,
        KeyType.Binary => ScalarAttributeType.B,
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    });
}
