namespace Trapeze.Mutants;

/// <summary>What a mutant breaks.</summary>
public enum Harm
{
    /// <summary>Somebody learns what they may not see.</summary>
    Leak,

    /// <summary>Nobody learns anything, but an answer is not the one of semantics.md.</summary>
    Functional,
}
