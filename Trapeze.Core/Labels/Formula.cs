using System.Collections.Immutable;

namespace Trapeze.Core.Labels;

/// <summary>An element of the free distributive lattice over the declared atoms: a join of clauses.</summary>
/// <remarks>semantics §1. Invariant: canonical, that is sorted and no clause below another. No clause: ⊥.</remarks>
public sealed class Formula : IEquatable<Formula>
{
    private readonly int _hash;

    private Formula(LabelOrder order, ImmutableArray<Clause> clauses)
    {
        Order = order;
        Clauses = clauses;
        var hash = default(HashCode);
        foreach (var clause in clauses)
        {
            hash.Add(clause);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>The order that the atoms come from.</summary>
    public LabelOrder Order { get; }

    /// <summary>The clauses, in canonical order.</summary>
    public ImmutableArray<Clause> Clauses { get; }

    /// <summary>Whether this is ⊥, the formula with no clause.</summary>
    public bool IsBottom => Clauses.IsEmpty;

    /// <summary>Whether this is ⊤, the formula whose one clause has no atom.</summary>
    public bool IsTop => Clauses is [{ Atoms.IsEmpty: true }];

    /// <summary>F ⊑ G: for every clause here there is one in <paramref name="other"/> that it flows to.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    public bool FlowsTo(Formula other)
    {
        RequireSameOrder(other);
        foreach (var clause in Clauses)
        {
            var covered = false;
            foreach (var upper in other.Clauses)
            {
                if (clause.FlowsTo(upper))
                {
                    covered = true;
                    break;
                }
            }

            if (!covered)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>F ⊔ G, written <c>&amp;</c>: the least formula above both.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    public Formula Join(Formula other)
    {
        RequireSameOrder(other);
        return Canonical(Order, Clauses.Concat(other.Clauses));
    }

    /// <summary>F ⊓ G, written <c>|</c>: the greatest formula below both.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    public Formula Meet(Formula other)
    {
        RequireSameOrder(other);
        return Canonical(Order, from c in Clauses from d in other.Clauses select Clause.Canonical(c.Atoms.Concat(d.Atoms)));
    }

    internal static Formula Bottom(LabelOrder order) => new(order, []);

    internal static Formula Top(LabelOrder order) => new(order, [Clause.Top]);

    internal static Formula Of(Atom atom) => new(atom.Kind.Order, [Clause.Of(atom)]);

    internal static Formula Canonical(LabelOrder order, IEnumerable<Clause> clauses)
    {
        var distinct = clauses.Distinct().ToList();
        var maximal = distinct.FindAll(clause => !distinct.Exists(other => !other.Equals(clause) && clause.FlowsTo(other)));
        maximal.Sort();
        return new Formula(order, [.. maximal]);
    }

    /// <inheritdoc/>
    public bool Equals(Formula? other) =>
        other is not null && _hash == other._hash && ReferenceEquals(Order, other.Order) && Clauses.AsSpan().SequenceEqual(other.Clauses.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Formula);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The canonical text, which parses back.</summary>
    public override string ToString() => LabelText.Format(this);

    private void RequireSameOrder(Formula other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(Order, other.Order))
        {
            throw new ArgumentException("the labels belong to different orders", nameof(other));
        }
    }
}
