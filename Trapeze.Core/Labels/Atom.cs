namespace Trapeze.Core.Labels;

/// <summary>One indivisible principal: a declared name, or a family's member for one parameter value.</summary>
/// <remarks>semantics §1.</remarks>
public sealed class Atom : IEquatable<Atom>, IComparable<Atom>
{
    internal Atom(AtomKind kind, string? parameter)
    {
        Kind = kind;
        Parameter = parameter;
    }

    /// <summary>The declaration that this atom comes from.</summary>
    public AtomKind Kind { get; }

    /// <summary>The parameter's value for a member of a family, otherwise <see langword="null"/>.</summary>
    public string? Parameter { get; }

    /// <summary>Whether this atom is <paramref name="other"/> or below it in the declared order.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    public bool FlowsTo(Atom other)
    {
        ArgumentNullException.ThrowIfNull(other);
        LabelOrder.RequireSame(Kind.Order, other.Kind.Order);
        return IsBelow(other);
    }

    /// <summary>Canonical order: by name, then by parameter, both ordinal.</summary>
    public int CompareTo(Atom? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byName = string.CompareOrdinal(Kind.Name, other.Kind.Name);
        return byName != 0 ? byName : string.CompareOrdinal(Parameter, other.Parameter);
    }

    /// <inheritdoc/>
    public bool Equals(Atom? other) =>
        ReferenceEquals(this, other)
        || (other is not null && ReferenceEquals(Kind, other.Kind) && string.Equals(Parameter, other.Parameter, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Atom);

    /// <inheritdoc/>
    public override int GetHashCode() => HashOf(Kind, Parameter);

    /// <summary>The canonical text, which parses back.</summary>
    public override string ToString() => LabelText.Format(this);

    internal static int HashOf(AtomKind kind, ReadOnlySpan<char> parameter) =>
        HashCode.Combine(kind.Index, string.GetHashCode(parameter, StringComparison.Ordinal));

    /// <summary>The order, between atoms of one <see cref="LabelOrder"/>.</summary>
    internal bool IsBelow(Atom other) =>
        ReferenceEquals(Kind, other.Kind) ? HasParameterOf(other)
        : Kind.IsBelowEvery(other.Kind) || (Kind.IsBelowSame(other.Kind) && HasParameterOf(other));

    private bool HasParameterOf(Atom other) => string.Equals(Parameter, other.Parameter, StringComparison.Ordinal);
}
