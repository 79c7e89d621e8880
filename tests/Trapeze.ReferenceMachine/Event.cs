namespace Trapeze.ReferenceMachine;

/// <summary>What asks for an activation and waits for its start.</summary>
/// <param name="Function">The function; one that the policy does not know never starts.</param>
/// <param name="Value">What it carries.</param>
/// <param name="Label">The label that the policy, or the invoking activation, gave it.</param>
/// <param name="Request">Whom a reply would answer.</param>
/// <param name="ReplyLabel">The reply's label; <see langword="null"/> if nobody waits for one.</param>
public sealed record Event(int Function, int Value, Label Label, int Request = 0, Label? ReplyLabel = null) : ILabelled;
