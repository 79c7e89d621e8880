namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>What the trusted base does between the two halves of a round; no view changes by it.</summary>
public enum Interlude
{
    Nothing,
    Sweep,
    Reopen,
    Adopt,
    Move,
}
