using System.Collections.Immutable;

namespace Trapeze.Store.Places;

/// <summary>A join of place clauses. Invariant: sorted by text, none below another; without clauses it is ⊥.</summary>
internal sealed class PlaceFormula : IEquatable<PlaceFormula>
{
    private readonly ImmutableArray<PlaceClause> _clauses;

    private PlaceFormula(ImmutableArray<PlaceClause> clauses)
    {
        _clauses = clauses;
        Text = clauses.IsEmpty ? "bottom" : string.Join(" & ", clauses.Select(clause => clause.Text));
    }

    internal static PlaceFormula Bottom { get; } = new([]);

    /// <summary>The meets bind tighter than the joins, so the text is unambiguous without brackets.</summary>
    internal string Text { get; }

    internal IEnumerable<PlaceAtom> Atoms => _clauses.SelectMany(clause => clause.Atoms);

    internal bool IsBottom => _clauses.IsEmpty;

    internal PlaceFormula With(PlaceClause clause)
    {
        if (_clauses.Any(clause.FlowsTo))
        {
            return this;
        }

        return new([.. _clauses.Where(lower => !lower.FlowsTo(clause)).Append(clause).OrderBy(each => each.Text, StringComparer.Ordinal)]);
    }

    internal bool FlowsTo(PlaceFormula other) =>
        _clauses.All(clause => other._clauses.Any(clause.FlowsTo));

    public bool Equals(PlaceFormula? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as PlaceFormula);

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    public override string ToString() => Text;
}
