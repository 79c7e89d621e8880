using System.Collections.Concurrent;
using Trapeze.Core.Labels;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Labels;

/// <summary>Reads the shipping code's labels as the machine's, and the machine's as clauses.</summary>
internal sealed class Meanings
{
    private readonly Model.Order _order;
    private readonly DeclaredOrder _declared;
    private readonly ulong[] _atoms;
    private readonly uint[] _worlds;
    private readonly ConcurrentDictionary<Label, Model.Label> _known = new(ReferenceEqualityComparer.Instance);

    internal Meanings(DeclaredOrder declared)
    {
        _declared = declared;
        _order = declared.Machine;
        _atoms = [.. _order.Atoms.Select(_order.Atom)];
        _worlds = new uint[64 - System.Numerics.BitOperations.LeadingZeroCount(_order.Everywhere)];
        for (var world = 0; world < _worlds.Length; world++)
        {
            for (var atom = 0; atom < _atoms.Length; atom++)
            {
                _worlds[world] |= (uint)(_atoms[atom] >> world & 1) << atom;
            }
        }
    }

    /// <summary>The worlds that see a shipping label: all its clauses, an atom of each.</summary>
    internal Model.Label Of(Label label) => _known.GetOrAdd(label, each => new(Of(each.Secrecy), Of(each.Integrity)));

    /// <summary>The canonical clauses of a formula: each says what the worlds lack that come nearest to seeing it, and do not.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> ClausesOf(ulong formula)
    {
        var unseen = Enumerable.Range(0, _worlds.Length).Where(world => (formula >> world & 1) == 0).Select(world => _worlds[world]).ToList();
        return [.. unseen.Where(world => !unseen.Exists(other => other != world && (world & ~other) == 0)).Select(Clause)];
    }

    /// <summary>The kind of an atom, and which member it is.</summary>
    internal (Kind Kind, string? Member) Split(string atom)
    {
        var open = atom.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? atom : atom[..open];
        return (_declared.Kinds.Single(kind => kind.Name == name), open < 0 ? null : atom[(open + 1)..^1]);
    }

    internal static string Text(IEnumerable<IEnumerable<string>> clauses) =>
        string.Join(" & ", clauses.Select(clause => string.Join(" | ", clause.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));

    internal string Text(Model.Label label) => $"{{{Text(ClausesOf(label.Secrecy))}}} ! {{{Text(ClausesOf(label.Integrity))}}}";

    private ulong Of(Formula formula) => formula.Clauses.Aggregate(
        _order.Everywhere,
        (seen, clause) => seen & clause.Atoms.Aggregate(0UL, (any, atom) => any | _order.Atom(Name(atom))));

    internal static string Name(Atom atom) => atom.Parameter is null ? atom.Kind.Name : $"{atom.Kind.Name}({atom.Parameter})";

    private string[] Clause(uint world)
    {
        var outside = Enumerable.Range(0, _atoms.Length).Where(atom => (world >> atom & 1) == 0).ToList();
        return [.. outside.Where(atom => !outside.Exists(lower => lower != atom && Model.Label.FormulaFlows(_atoms[lower], _atoms[atom]))).Select(atom => _order.Atoms[atom])];
    }
}
