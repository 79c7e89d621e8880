using Trapeze.Core.Labels;

namespace Trapeze.Store.Places;

/// <summary>An atom to file or look at: one of the policy's, or the collector <c>T(*)</c> of a family T, which lies below every member of T.</summary>
/// <remarks>As a formula, <c>T(*)</c> is the meet of all T's members, those made later included: <c>x ≤ T(*)</c> iff every T(d) is above x.</remarks>
internal sealed class PlaceAtom : IEquatable<PlaceAtom>
{
    private PlaceAtom(AtomKind kind, string? parameter, bool isCollector, string text)
    {
        Kind = kind;
        Parameter = parameter;
        IsCollector = isCollector;
        Text = text;
    }

    internal AtomKind Kind { get; }

    internal string? Parameter { get; }

    internal bool IsCollector { get; }

    /// <summary>Unambiguous: a parameter that contains an asterisk is written in quotes.</summary>
    internal string Text { get; }

    internal static PlaceAtom Of(Atom atom) => new(atom.Kind, atom.Parameter, isCollector: false, atom.ToString());

    /// <summary>The atom of a single kind, or the collector of a family.</summary>
    internal static PlaceAtom All(AtomKind kind) =>
        kind.IsFamily ? new(kind, parameter: null, isCollector: true, $"{kind.Name}(*)") : Member(kind, parameter: null);

    internal static PlaceAtom Member(AtomKind kind, string? parameter) => Of(kind.Order.FormulaOf(kind.Name, parameter).Clauses[0].Atoms[0]);

    internal bool FlowsTo(PlaceAtom other)
    {
        if (ReferenceEquals(Kind, other.Kind))
        {
            return IsCollector || (!other.IsCollector && string.Equals(Parameter, other.Parameter, StringComparison.Ordinal));
        }

        return Kind.Order.Relate(Kind, other.Kind) switch
        {
            KindRelation.Every => true,
            KindRelation.SameParameter => IsCollector || (!other.IsCollector && string.Equals(Parameter, other.Parameter, StringComparison.Ordinal)),
            _ => false,
        };
    }

    public bool Equals(PlaceAtom? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as PlaceAtom);

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    public override string ToString() => Text;
}
