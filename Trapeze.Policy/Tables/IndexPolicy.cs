using System.Collections.Immutable;

namespace Trapeze.Policy.Tables;

/// <summary>A secondary index of a table; every entry carries its row's label.</summary>
public sealed class IndexPolicy
{
    internal IndexPolicy(string name, KeyAttribute? hash, KeyAttribute? sort, ImmutableArray<string>? projects)
    {
        Name = name;
        Hash = hash;
        Sort = sort;
        Projects = projects;
    }

    /// <summary>The index's name.</summary>
    public string Name { get; }

    /// <summary>The attribute that <c>key:</c> names; <see langword="null"/> for the table's own, which makes the index local.</summary>
    public KeyAttribute? Hash { get; }

    /// <summary>The attribute that <c>sort:</c> names; <see langword="null"/> if there is none.</summary>
    public KeyAttribute? Sort { get; }

    /// <summary>The attributes that it holds beside the keys; <see langword="null"/> for all, empty for the keys alone.</summary>
    public ImmutableArray<string>? Projects { get; }

    /// <summary>The index's name.</summary>
    public override string ToString() => Name;

    /// <summary>Whether another index holds the same.</summary>
    internal bool IsAs(IndexPolicy other) =>
        string.Equals(Name, other.Name, StringComparison.Ordinal) && Equals(Hash, other.Hash) && Equals(Sort, other.Sort)
        && Projects is null == other.Projects is null && (Projects ?? []).AsSpan().SequenceEqual((other.Projects ?? []).AsSpan());
}
