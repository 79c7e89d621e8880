using System.Runtime.InteropServices;

namespace Trapeze.ReferenceMachine;

/// <summary>A label by its meaning: for secrecy and for integrity, the set of worlds in which the formula may be seen.</summary>
/// <remarks>
/// semantics §1. A world is a set of atoms, closed downward; a clause is seen in it if one of its atoms is there, a formula if all its clauses are. That is the free
/// distributive lattice again (prime ideals), without any canonical form: what ships is compared with something that works differently. The default is ⊤.
/// </remarks>
/// <param name="Secrecy">A bit for each world that may see the value.</param>
/// <param name="Integrity">The same of the formula that vouches for it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Label(ulong Secrecy, ulong Integrity)
{
    /// <summary>F ⊑ G: whoever may see G may see F.</summary>
    public static bool FormulaFlows(ulong from, ulong to) => (to & ~from) == 0;

    /// <summary>(S, I) ⊑ (S', I') iff S ⊑ S' and I' ⊑ I.</summary>
    public bool FlowsTo(Label other) => FormulaFlows(Secrecy, other.Secrecy) && FormulaFlows(other.Integrity, Integrity);

    /// <summary>The least label above both.</summary>
    public Label Join(Label other) => new(Secrecy & other.Secrecy, Integrity | other.Integrity);
}
