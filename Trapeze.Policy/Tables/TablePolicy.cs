namespace Trapeze.Policy.Tables;

/// <summary>A table of the faceted store; every row carries its own label, so the table has none.</summary>
/// <remarks>semantics §3.</remarks>
public sealed class TablePolicy
{
    internal TablePolicy(string name, KeyAttribute hash, KeyAttribute? sort)
    {
        Name = name;
        Hash = hash;
        Sort = sort;
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>The attribute that <c>key:</c> names.</summary>
    public KeyAttribute Hash { get; }

    /// <summary>The attribute that <c>sort:</c> names; <see langword="null"/> if there is none.</summary>
    public KeyAttribute? Sort { get; }

    /// <summary>The table's name.</summary>
    public override string ToString() => Name;
}
