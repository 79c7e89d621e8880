using System.Collections.Immutable;

namespace Trapeze.ReferenceMachine;

/// <summary>The partial order on atoms that a policy declares, as the worlds that it leaves possible.</summary>
/// <remarks>semantics §1. A member of a family is an atom like any other here; at most 64 worlds.</remarks>
public sealed class Order
{
    private readonly ImmutableArray<uint> _worlds;

    /// <summary>An order of atoms, each with the atoms that the policy puts directly below it.</summary>
    /// <exception cref="ArgumentException">There are more than 64 worlds.</exception>
    public Order(params (string Name, string[] Below)[] atoms)
    {
        Atoms = [.. atoms.Select(atom => atom.Name)];
        var below = atoms.Select(atom => atom.Below.Aggregate(0u, (set, name) => set | (1u << Atoms.IndexOf(name)))).ToArray();
        _worlds = [.. Enumerable.Range(0, 1 << atoms.Length).Select(world => (uint)world).Where(IsClosed)];
        if (_worlds.Length > 64)
        {
            throw new ArgumentException("an order has at most 64 worlds", nameof(atoms));
        }

        Everywhere = ulong.MaxValue >> (64 - _worlds.Length);

        bool IsClosed(uint world) => Enumerable.Range(0, atoms.Length).All(atom => (world >> atom & 1) == 0 || (below[atom] & ~world) == 0);
    }

    /// <summary>The atoms' names.</summary>
    public ImmutableArray<string> Atoms { get; }

    /// <summary>The formula with no clause: ⊥.</summary>
    public ulong Everywhere { get; }

    /// <summary>⊥ in secrecy, and vouched for by nobody: where a policy without integrity begins.</summary>
    public Label Public => new(Everywhere, Everywhere);

    /// <summary>The label above every label: everything secret, nobody vouches.</summary>
    public Label Highest => new(0, Everywhere);

    /// <summary>The formula of one atom.</summary>
    public ulong Atom(string name)
    {
        var atom = Atoms.IndexOf(name);
        var seen = 0UL;
        for (var world = 0; world < _worlds.Length; world++)
        {
            seen |= (ulong)(_worlds[world] >> atom & 1) << world;
        }

        return seen;
    }

    /// <summary>The label of one atom's secrecy.</summary>
    public Label Secret(string name) => new(Atom(name), Everywhere);
}
