using System.Collections.Immutable;

namespace Trapeze.Store.Indexes;

/// <summary>A secondary index of a table.</summary>
/// <param name="Name">The name that requests use.</param>
/// <param name="Hash">Its partition key; <see langword="null"/> for the table's own, which makes it a local index.</param>
/// <param name="Sort">Its sort key; a local index has one.</param>
public sealed record IndexDefinition(string Name, KeyDefinition? Hash, KeyDefinition? Sort = null)
{
    /// <summary>The attributes that it holds beside the keys; <see langword="null"/> for all, empty for the keys alone.</summary>
    public ImmutableArray<string>? Projects { get; init; }
}
