using System.Collections.Immutable;

namespace Trapeze.Core.Labels;

/// <summary>A meet of atoms: what any one of them may see.</summary>
/// <remarks>semantics §1. Invariant: sorted, no atom above another. The clause without atoms is ⊤.</remarks>
public sealed class Clause : IEquatable<Clause>, IComparable<Clause>
{
    internal static readonly Clause Top = new([]);

    private readonly int _hash;

    private Clause(ImmutableArray<Atom> atoms)
    {
        Atoms = atoms;
        var hash = default(HashCode);
        foreach (var atom in atoms)
        {
            hash.Add(atom);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>The atoms, in canonical order.</summary>
    public ImmutableArray<Atom> Atoms { get; }

    /// <summary>Whether what this clause protects may flow to <paramref name="other"/>: every atom there has one here that is below it.</summary>
    public bool FlowsTo(Clause other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var upper in other.Atoms)
        {
            var reached = false;
            foreach (var lower in Atoms)
            {
                if (lower.FlowsTo(upper))
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

    internal static Clause Of(Atom atom) => new([atom]);

    internal static Clause Canonical(IEnumerable<Atom> atoms)
    {
        var distinct = atoms.Distinct().ToList();
        var minimal = distinct.FindAll(atom => !distinct.Exists(other => !other.Equals(atom) && other.FlowsTo(atom)));
        minimal.Sort();
        return minimal.Count == 0 ? Top : new Clause([.. minimal]);
    }

    /// <summary>Canonical order: atom by atom, the shorter first.</summary>
    public int CompareTo(Clause? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (var i = 0; i < Math.Min(Atoms.Length, other.Atoms.Length); i++)
        {
            var order = Atoms[i].CompareTo(other.Atoms[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return Atoms.Length.CompareTo(other.Atoms.Length);
    }

    /// <inheritdoc/>
    public bool Equals(Clause? other) => other is not null && _hash == other._hash && Atoms.AsSpan().SequenceEqual(other.Atoms.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Clause);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The canonical text, which parses back.</summary>
    public override string ToString() => LabelText.Format(this);
}
