using Amazon.DynamoDBv2;
using Trapeze.Policy;
using Trapeze.Policy.Tables;
using Trapeze.Shim.Files;
using Trapeze.Store;
using Trapeze.Store.Indexes;
using KeyType = Trapeze.Policy.Tables.KeyType;

namespace Trapeze.Shim.Composition;

/// <summary>Opens the embedded store with the tables that the policy names.</summary>
internal static class StoreOfPolicy
{
    internal static FacetedStore Open(FlowPolicy policy, string dataFolder, TimeProvider clock, Action<IOException> onFailure)
    {
        PrivateFile.CreateFolder(dataFolder);
        var path = Path.Combine(dataFolder, "facets.db");
        PrivateFile.Prepare(path);
        return FacetedStore.Open(new FacetedStoreOptions
        {
            Tables = [.. policy.Tables.Values.Select(Definition)],
            Backend = new SqliteBackend { Path = path },
            TimeProvider = clock,
            OnFailure = onFailure,
        });
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
