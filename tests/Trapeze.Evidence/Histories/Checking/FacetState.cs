using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Checking;

/// <summary>A key's facets, newest first, as semantics §3 has them: the sequential specification.</summary>
internal sealed class FacetState : IEquatable<FacetState>
{
    private readonly (int Label, Item Item)[] _newestFirst;
    private readonly int _hash;

    private FacetState((int Label, Item Item)[] newestFirst)
    {
        _newestFirst = newestFirst;
        var hash = default(HashCode);
        foreach (var (label, item) in newestFirst)
        {
            hash.Add((label * 1_000_003) + (item.Value * 31) + item.Times);
        }

        _hash = hash.ToHashCode();
    }

    public static FacetState Empty { get; } = new([]);

    /// <summary>get: the newest facet that flows to the label; a tombstone is absence.</summary>
    public Item Get(Shape shape, int label)
    {
        foreach (var (at, item) in _newestFirst)
        {
            if (shape.Flows(at, label))
            {
                return item;
            }
        }

        return Item.Absent;
    }

    /// <summary>write and delete: drops every facet that the label flows to and puts the new one in front.</summary>
    public FacetState Write(Shape shape, int label, Item item)
    {
        var kept = new List<(int, Item)>(_newestFirst.Length + 1) { (label, item) };
        foreach (var older in _newestFirst)
        {
            if (!shape.Flows(label, older.Label))
            {
                kept.Add(older);
            }
        }

        return new([.. kept]);
    }

    public bool Equals(FacetState? other) => other is not null && _hash == other._hash && _newestFirst.AsSpan().SequenceEqual(other._newestFirst);

    public override bool Equals(object? obj) => Equals(obj as FacetState);

    public override int GetHashCode() => _hash;

    public override string ToString() => string.Join("; ", _newestFirst.Select(facet => $"{facet.Label}: {facet.Item}"));
}
