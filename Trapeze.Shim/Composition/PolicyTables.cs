using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Trapeze.Policy;
using Trapeze.Policy.Tables;
using Trapeze.Store;
using Trapeze.Store.Indexes;
using KeyType = Trapeze.Policy.Tables.KeyType;

namespace Trapeze.Shim.Composition;

/// <summary>The tables that a policy declares, as a store takes them.</summary>
public static class PolicyTables
{
    /// <summary>The tables of <paramref name="policy"/>.</summary>
    public static ImmutableArray<TableDefinition> Of(FlowPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. policy.Tables.Values.Select(Definition)];
    }

    internal static bool AreSame(FlowPolicy one, FlowPolicy other) =>
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
