using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Trapeze.Core.Labels;

/// <summary>A meet of atoms: what any one of them may see.</summary>
/// <remarks>semantics §1. Invariant: sorted, no atom above another. The clause without atoms is ⊤.</remarks>
public sealed class Clause : IEquatable<Clause>, IComparable<Clause>
{
    internal static readonly Clause Top = new([]);

    private readonly Atom[] _atoms;
    private readonly int _hash;

    private Clause(Atom[] canonical)
    {
        _atoms = canonical;
        var hash = default(HashCode);
        foreach (var atom in canonical)
        {
            hash.Add(atom);
        }

        _hash = hash.ToHashCode();
        TextLength = LabelText.LengthOf(canonical);
    }

    /// <summary>The atoms, in canonical order.</summary>
    public ImmutableArray<Atom> Atoms => ImmutableCollectionsMarshal.AsImmutableArray(_atoms);

    internal int TextLength { get; }

    /// <summary>Whether what this clause protects may flow to <paramref name="other"/>: every atom there has one here that is below it.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    public bool FlowsTo(Clause other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_atoms.Length > 0 && other._atoms.Length > 0)
        {
            LabelOrder.RequireSame(_atoms[0].Kind.Order, other._atoms[0].Kind.Order);
        }

        return IsBelow(other);
    }

    /// <summary>Canonical order: atom by atom, the shorter first.</summary>
    public int CompareTo(Clause? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (var i = 0; i < Math.Min(_atoms.Length, other._atoms.Length); i++)
        {
            var order = _atoms[i].CompareTo(other._atoms[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return _atoms.Length.CompareTo(other._atoms.Length);
    }

    /// <inheritdoc/>
    public bool Equals(Clause? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && _atoms.AsSpan().SequenceEqual(other._atoms));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Clause);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The canonical text, which parses back.</summary>
    public override string ToString() => LabelText.Format(this);

    internal static Clause Of(Atom atom) => new([atom]);

    /// <summary>The clause that both flow from: any atom of either.</summary>
    internal Clause Meet(Clause other)
    {
        var atoms = Antichain.Union<Atom>(_atoms, other._atoms, static (lower, upper) => lower.IsBelow(upper));
        return atoms.Length == 0 ? Top : new Clause(atoms);
    }

    /// <summary>The order, between clauses of one <see cref="LabelOrder"/>.</summary>
    internal bool IsBelow(Clause other)
    {
        foreach (var upper in other._atoms)
        {
            var reached = false;
            foreach (var lower in _atoms)
            {
                if (lower.IsBelow(upper))
                {
                    reached = true;
                    break;
                }
            }

            if (!reached)
            {
                return false;
            }
        }

        return true;
    }
}
