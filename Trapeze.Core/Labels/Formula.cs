using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Trapeze.Core.Labels;

/// <summary>An element of the free distributive lattice over the declared atoms: a join of clauses.</summary>
/// <remarks>
/// semantics §1. Invariant: canonical, that is sorted and no clause below another; no clause: ⊥. Interned: equal formulas are one object, as
/// long as anyone holds it.
/// </remarks>
public sealed class Formula : IEquatable<Formula>
{
    // An Atom if that is all, otherwise the canonical Clause[]: a process may hold millions of the former.
    private readonly object _content;
    private readonly int _hash;
    private long _id;
    private Label? _plain;

    internal Formula(LabelOrder order, Atom atom)
    {
        Order = order;
        _content = atom;
        _hash = atom.GetHashCode();
    }

    internal Formula(LabelOrder order, Clause[] canonical, int hash)
    {
        Order = order;
        _content = canonical;
        _hash = hash;
    }

    /// <summary>The order that the atoms come from.</summary>
    public LabelOrder Order { get; }

    /// <summary>The clauses, in canonical order.</summary>
    public ImmutableArray<Clause> Clauses => ImmutableCollectionsMarshal.AsImmutableArray(ClauseArray);

    /// <summary>The atom, if this is a single one; otherwise <see langword="null"/>.</summary>
    public Atom? SingleAtom => _content as Atom;

    /// <summary>Whether this is ⊥, the formula with no clause.</summary>
    public bool IsBottom => ReferenceEquals(this, Order.NoFormula);

    /// <summary>Whether this is ⊤, the formula whose one clause has no atom.</summary>
    public bool IsTop => ReferenceEquals(this, Order.EveryFormula);

    internal Clause[] ClauseArray => _content as Clause[] ?? [Clause.Of((Atom)_content)];

    /// <summary>The label of this secrecy for which nobody vouches; one object for each formula.</summary>
    internal Label Plain => _plain ?? Interlocked.CompareExchange(ref _plain, new Label(this, Order.NoFormula), null) ?? _plain;

    /// <summary>F ⊑ G: for every clause here there is one in <paramref name="other"/> that it flows to.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    public bool FlowsTo(Formula other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(this, other) || IsBelow(other);
    }

    /// <summary>F ⊔ G, written <c>&amp;</c>: the least formula above both.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    /// <exception cref="LabelTooLargeException">The result would not fit <see cref="LabelOrder.MaxFormulaLength"/>.</exception>
    public Formula Join(Formula other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return FlowsTo(other) ? other
            : other.FlowsTo(this) ? this
            : Order.Intern(FormulaAlgebra.Join(ClauseArray, other.ClauseArray));
    }

    /// <summary>F ⊓ G, written <c>|</c>: the greatest formula below both.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    /// <exception cref="LabelTooLargeException">The result would not fit <see cref="LabelOrder.MaxFormulaLength"/>, or not the way to it.</exception>
    public Formula Meet(Formula other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return FlowsTo(other) ? this
            : other.FlowsTo(this) ? other
            : Order.Intern(FormulaAlgebra.Meet(ClauseArray, other.ClauseArray));
    }

    /// <inheritdoc/>
    public bool Equals(Formula? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The canonical text, which parses back.</summary>
    public override string ToString() => LabelText.Format(this);

    /// <summary>The order, between two formulas that are not the same.</summary>
    internal bool IsBelow(Formula other)
    {
        LabelOrder.RequireSame(Order, other.Order);
        return _content is Atom lower && other._content is Atom upper ? lower.IsBelow(upper) : Order.Flows.IsBelow(this, other);
    }

    /// <summary>A number that no other formula of the order ever has: a name for caches that keep nothing alive.</summary>
    internal long CacheId()
    {
        var id = Volatile.Read(ref _id);
        if (id != 0)
        {
            return id;
        }

        var fresh = Order.NextId();
        var earlier = Interlocked.CompareExchange(ref _id, fresh, 0);
        return earlier == 0 ? fresh : earlier;
    }

    internal bool IsExactly(AtomKind kind, ReadOnlySpan<char> parameter) =>
        _content is Atom atom && ReferenceEquals(atom.Kind, kind) && parameter.SequenceEqual(atom.Parameter);

    internal bool IsExactly(ReadOnlySpan<Clause> clauses) => _content is Clause[] own && clauses.SequenceEqual(own);
}
