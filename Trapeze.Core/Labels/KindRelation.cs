namespace Trapeze.Core.Labels;

/// <summary>How the atoms of one kind stand to those of another.</summary>
public enum KindRelation
{
    /// <summary>No atom of the one is below an atom of the other.</summary>
    None,

    /// <summary>An atom is below the atom of the other family that has the same parameter value.</summary>
    SameParameter,

    /// <summary>Every atom of the one is below every atom of the other.</summary>
    Every,
}
