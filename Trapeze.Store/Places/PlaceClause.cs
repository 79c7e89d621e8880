using System.Collections.Immutable;

namespace Trapeze.Store.Places;

/// <summary>A meet of place atoms. Invariant: sorted by text, none above another; without atoms it is ⊤.</summary>
internal sealed class PlaceClause : IEquatable<PlaceClause>
{
    private readonly ImmutableArray<PlaceAtom> _atoms;

    private PlaceClause(ImmutableArray<PlaceAtom> atoms)
    {
        _atoms = atoms;
        Text = atoms.IsEmpty ? "top" : string.Join(" | ", atoms.Select(atom => atom.Text));
    }

    internal static PlaceClause Top { get; } = new([]);

    internal string Text { get; }

    internal ImmutableArray<PlaceAtom> Atoms => _atoms;

    internal static PlaceClause Of(IEnumerable<PlaceAtom> atoms)
    {
        var distinct = atoms.Distinct().ToList();
        return new([.. distinct
            .Where(atom => !distinct.Exists(other => !other.Equals(atom) && other.FlowsTo(atom)))
            .OrderBy(atom => atom.Text, StringComparer.Ordinal)]);
    }

    internal bool FlowsTo(PlaceClause other) =>
        other._atoms.All(upper => _atoms.Any(lower => lower.FlowsTo(upper)));

    public bool Equals(PlaceClause? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as PlaceClause);

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    public override string ToString() => Text;
}
