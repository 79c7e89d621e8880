using System.Numerics;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>The machine's labels, sets of worlds, against semantics §1 as it is written there: joins of clauses, clauses of atoms, and the order on atoms.</summary>
public sealed class LabelLaws : TapeLevel
{
    private const int MostAtoms = 5;
    private const int Formulas = 6;

    /// <inheritdoc/>
    public override string Name => "label laws";

    /// <inheritdoc/>
    protected override string? Look(Tape tape, Tally tally)
    {
        var below = Draw(tape);
        var order = new Order([.. below.Select((atoms, atom) => (AtomName(atom), Bits(atoms).Select(AtomName).ToArray()))]);
        var reach = Closed(below);
        var formulas = new (uint[] Clauses, ulong Worlds)[Formulas];
        for (var index = 0; index < Formulas; index++)
        {
            var clauses = new uint[tape.Next(4)];
            for (var clause = 0; clause < clauses.Length; clause++)
            {
                clauses[clause] = (uint)tape.Next(1 << below.Length);
            }

            formulas[index] = (clauses, Worlds(order, clauses));
        }

        var wrong = (string?)null;
        foreach (var one in formulas)
        {
            foreach (var other in formulas)
            {
                wrong ??= Pair(order, reach, one, other);
            }
        }

        foreach (var (s, i) in Pairs())
        {
            foreach (var (t, j) in Pairs())
            {
                wrong ??= Labels(order, reach, (formulas[s], formulas[i]), (formulas[t], formulas[j]));
            }
        }

        tally.Case();
        return wrong;

        static IEnumerable<(int, int)> Pairs() => Enumerable.Range(0, Formulas - 1).Select(index => (index, index + 1));
    }

    private static string? Pair(Order order, uint[] reach, (uint[] Clauses, ulong Worlds) one, (uint[] Clauses, ulong Worlds) other)
    {
        var flows = Flows(reach, one.Clauses, other.Clauses);
        var (join, meet) = (one.Worlds & other.Worlds, one.Worlds | other.Worlds);
        return Label.FormulaFlows(one.Worlds, other.Worlds) != flows ? $"{Text(order, one.Clauses)} flows to {Text(order, other.Clauses)} should be {flows}"
            : Worlds(order, [.. one.Clauses, .. other.Clauses]) != join ? $"the join of {Text(order, one.Clauses)} and {Text(order, other.Clauses)} is another"
            : Worlds(order, [.. one.Clauses.SelectMany(c => other.Clauses.Select(d => c | d))]) != meet ? $"the meet of {Text(order, one.Clauses)} and {Text(order, other.Clauses)} is another"
            : null;
    }

    private static string? Labels(
        Order order, uint[] reach, ((uint[] Clauses, ulong Worlds) S, (uint[] Clauses, ulong Worlds) I) one, ((uint[] Clauses, ulong Worlds) S, (uint[] Clauses, ulong Worlds) I) other)
    {
        var (left, right) = (new Label(one.S.Worlds, one.I.Worlds), new Label(other.S.Worlds, other.I.Worlds));
        var join = left.Join(right);
        var flows = Flows(reach, one.S.Clauses, other.S.Clauses) && Flows(reach, other.I.Clauses, one.I.Clauses);
        var text = $"({Text(order, one.S.Clauses)}; {Text(order, one.I.Clauses)}) and ({Text(order, other.S.Clauses)}; {Text(order, other.I.Clauses)})";
        return left.FlowsTo(right) != flows ? $"{text}: the one flows to the other should be {flows}"
            : join != new Label(Worlds(order, [.. one.S.Clauses, .. other.S.Clauses]), Worlds(order, [.. one.I.Clauses.SelectMany(c => other.I.Clauses.Select(d => c | d))]))
                ? $"{text}: the join is another"
            : !left.FlowsTo(order.Highest) ? $"{text}: the highest label is not above the one"
            : null;
    }

    // semantics §1: formula F ⊑ G iff for every clause c of F there is a clause d of G with c ⊑ d; c ⊑ d iff for every atom y in d there is an atom x in c with x ≤ y.
    private static bool Flows(uint[] reach, uint[] from, uint[] to) =>
        Array.TrueForAll(from, c => Array.Exists(to, d => Bits(d).All(y => Bits(c).Any(x => (reach[y] >> x & 1) == 1))));

    private static ulong Worlds(Order order, uint[] clauses) =>
        clauses.Aggregate(order.Everywhere, (worlds, clause) => worlds & Bits(clause).Aggregate(0UL, (seen, atom) => seen | order.Atom(AtomName(atom))));

    // A partial order: an atom has only earlier ones directly below it.
    private static uint[] Draw(Tape tape)
    {
        var below = new uint[1 + tape.Next(MostAtoms)];
        for (var atom = 1; atom < below.Length; atom++)
        {
            below[atom] = (uint)tape.Next(1 << atom);
        }

        return below;
    }

    // For each atom, those that are ≤ it.
    private static uint[] Closed(uint[] below)
    {
        var reach = new uint[below.Length];
        for (var atom = 0; atom < below.Length; atom++)
        {
            reach[atom] = Bits(below[atom]).Aggregate(1u << atom, (all, lower) => all | reach[lower]);
        }

        return reach;
    }

    private static IEnumerable<int> Bits(uint set)
    {
        for (; set != 0; set &= set - 1)
        {
            yield return BitOperations.TrailingZeroCount(set);
        }
    }

    private static string AtomName(int atom) => $"{(char)('a' + atom)}";

    private static string Text(Order order, uint[] clauses) =>
        clauses.Length == 0 ? "⊥" : string.Join(" & ", clauses.Select(clause => clause == 0 ? "⊤" : $"({string.Join(" | ", Bits(clause).Select(atom => order.Atoms[atom]))})"));
}
