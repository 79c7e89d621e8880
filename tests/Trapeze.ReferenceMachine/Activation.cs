namespace Trapeze.ReferenceMachine;

/// <summary>One run of one function.</summary>
/// <remarks>semantics §2. Invariant: while the reply is open, the label flows to the reply's.</remarks>
/// <param name="Function">Which function.</param>
/// <param name="StartLabel">Where it started.</param>
/// <param name="Label">Where it is.</param>
/// <param name="Request">Whom the reply answers.</param>
/// <param name="ReplyLabel">The reply's label, fixed at start; <see langword="null"/> if there is no reply.</param>
/// <param name="ReplyIsOpen">Whether the reply is still to be decided.</param>
public sealed record Activation(int Function, Label StartLabel, Label Label, int Request, Label? ReplyLabel, bool ReplyIsOpen) : ILabelled
{
    /// <summary>What a register holds for a key that is absent.</summary>
    public const int Absent = -1;

    /// <summary>The instruction that comes next.</summary>
    public int Position { get; init; }

    /// <summary>What the last operation gave.</summary>
    public int Result { get; init; }

    /// <summary>What the function kept; after a list, where the next page begins.</summary>
    public int Kept { get; init; }

    /// <summary>1 if the last operation was allowed, 0 if it was refused.</summary>
    public int Status { get; init; }
}
