using Amazon.DynamoDBv2;
using Trapeze.Policy;
using Trapeze.Policy.Tables;
using Trapeze.Shim.Files;
using Trapeze.Store;
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
            Tables = [.. policy.Tables.Values.Select(table => new TableDefinition(table.Name, Key(table.Hash), table.Sort is { } sort ? Key(sort) : null))],
            Backend = new SqliteBackend { Path = path },
            TimeProvider = clock,
            OnFailure = onFailure,
        });
    }

    internal static bool HaveSameTables(FlowPolicy one, FlowPolicy other) =>
        one.Tables.Count == other.Tables.Count && one.Tables.Values.All(
            table => other.Tables.TryGetValue(table.Name, out var same) && Equals(table.Hash, same.Hash) && Equals(table.Sort, same.Sort));

    private static KeyDefinition Key(KeyAttribute key) => new(key.Name, key.Type switch
    {
        KeyType.String => ScalarAttributeType.S,
        KeyType.Number => ScalarAttributeType.N,
        KeyType.Binary => ScalarAttributeType.B,
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    });
}
