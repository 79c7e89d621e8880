using System.Numerics;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>Writes labels, sets of worlds in the machine, as formulas of atoms again.</summary>
public sealed class LabelText(Order order)
{
    private readonly ulong[] _atoms = [.. order.Atoms.Select(order.Atom)];

    public string Of(Label label) =>
        label.Integrity == order.Everywhere ? Formula(label.Secrecy) : $"{Formula(label.Secrecy)}; {Formula(label.Integrity)}";

    // A formula is not seen in a world exactly if one of its clauses is not. So each largest world that does not see it gives a clause: of the least atoms that it lacks.
    private string Formula(ulong formula)
    {
        if (formula == order.Everywhere)
        {
            return "⊥";
        }

        var blind = Worlds(order.Everywhere & ~formula).Select(world => (World: world, Atoms: AtomsOf(world))).ToList();
        if (formula == 0)
        {
            return "⊤";
        }

        var clauses = blind
            .Where(one => !blind.Exists(other => one.World != other.World && (one.Atoms & ~other.Atoms) == 0))
            .Select(one => Clause(~one.Atoms))
            .Order(StringComparer.Ordinal);
        return string.Join(" & ", clauses);
    }

    private string Clause(uint lacked)
    {
        var names = Enumerable.Range(0, _atoms.Length)
            .Where(atom => (lacked >> atom & 1) == 1 && !Enumerable.Range(0, _atoms.Length).Any(other => other != atom && (lacked >> other & 1) == 1 && IsBelow(other, atom)))
            .Select(atom => order.Atoms[atom]).ToList();
        return names.Count == 1 ? names[0] : $"({string.Join(" | ", names)})";
    }

    private bool IsBelow(int atom, int other) => Label.FormulaFlows(_atoms[atom], _atoms[other]);

    private uint AtomsOf(int world)
    {
        var atoms = 0u;
        for (var atom = 0; atom < _atoms.Length; atom++)
        {
            atoms |= (uint)(_atoms[atom] >> world & 1) << atom;
        }

        return atoms;
    }

    private static IEnumerable<int> Worlds(ulong set)
    {
        for (; set != 0; set &= set - 1)
        {
            yield return BitOperations.TrailingZeroCount(set);
        }
    }
}
