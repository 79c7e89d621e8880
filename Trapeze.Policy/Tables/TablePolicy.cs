using System.Collections.Immutable;

namespace Trapeze.Policy.Tables;

/// <summary>A table of the faceted store; every row carries its own label, so the table has none.</summary>
/// <remarks>semantics §3.</remarks>
public sealed class TablePolicy
{
    internal TablePolicy(string name, KeyAttribute hash, KeyAttribute? sort, ImmutableArray<IndexPolicy> indexes, string? timeToLive)
    {
        Name = name;
        Hash = hash;
        Sort = sort;
        Indexes = indexes;
        TimeToLive = timeToLive;
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>The attribute that <c>key:</c> names.</summary>
    public KeyAttribute Hash { get; }

    /// <summary>The attribute that <c>sort:</c> names; <see langword="null"/> if there is none.</summary>
    public KeyAttribute? Sort { get; }

    /// <summary>The indexes that <c>indexes:</c> declares, in their order.</summary>
    public ImmutableArray<IndexPolicy> Indexes { get; }

    /// <summary>The attribute that <c>ttl:</c> names, which says when a row ends; <see langword="null"/> if there is none.</summary>
    public string? TimeToLive { get; }

    /// <summary>Whether another table is declared just like this one.</summary>
    public bool IsAs(TablePolicy other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Equals(Name, other.Name, StringComparison.Ordinal) && Equals(Hash, other.Hash) && Equals(Sort, other.Sort)
            && string.Equals(TimeToLive, other.TimeToLive, StringComparison.Ordinal)
            && Indexes.Length == other.Indexes.Length && Indexes.Zip(other.Indexes, (one, same) => one.IsAs(same)).All(same => same);
    }

    /// <summary>The table's name.</summary>
    public override string ToString() => Name;
}
