using System.Collections.Immutable;
using Trapeze.Store;
using Trapeze.Store.Indexes;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>The attributes that are keys of a table's indexes.</summary>
internal static class IndexKeys
{
    /// <summary>The key attribute of this name that any of the table's indexes has.</summary>
    public static KeyDefinition? Of(TableDefinition table, string attribute) =>
        table.Indexes.SelectMany(index => new[] { index.Hash, index.Sort }).FirstOrDefault(key => key?.Name == attribute);

    /// <summary>Whether it is the partition key of one of them, so that it should have few values.</summary>
    public static bool IsHash(TableDefinition table, string attribute) => table.Indexes.Any(index => index.Hash?.Name == attribute);

    /// <summary>The table as a query of the index has it: with the index's keys.</summary>
    public static TableDefinition Through(TableDefinition table, IndexDefinition index) => table with { Hash = index.Hash ?? table.Hash, Sort = index.Sort };

    /// <summary>All key attributes of the index and of its table.</summary>
    public static ImmutableArray<KeyDefinition> All(TableDefinition table, IndexDefinition index) =>
        [.. new[] { index.Hash, index.Sort, table.Hash, table.Sort }.OfType<KeyDefinition>().DistinctBy(key => key.Name, StringComparer.Ordinal)];

    /// <summary>Whether an index holds an attribute.</summary>
    public static bool Shows(TableDefinition table, IndexDefinition index, string attribute) =>
        index.Projects is not { } projects || projects.Contains(attribute, StringComparer.Ordinal) || All(table, index).Any(key => key.Name == attribute);
}
