using System.Collections.Immutable;
using Trapeze.Store.Indexes;

namespace Trapeze.Store;

/// <summary>A table's name, primary key and what else was declared of it.</summary>
/// <param name="Name">The name that requests use.</param>
/// <param name="Hash">The partition key.</param>
/// <param name="Sort">The sort key, if there is one.</param>
public sealed record TableDefinition(string Name, KeyDefinition Hash, KeyDefinition? Sort = null)
{
    /// <summary>The table's secondary indexes.</summary>
    public ImmutableArray<IndexDefinition> Indexes { get; init; } = [];

    /// <summary>The attribute that says when an item ends, in seconds since 1970; <see langword="null"/> if none does.</summary>
    public string? TimeToLive { get; init; }
}
