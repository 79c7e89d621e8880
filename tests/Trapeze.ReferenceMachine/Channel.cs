namespace Trapeze.ReferenceMachine;

/// <summary>A way out, and what it brings back.</summary>
/// <param name="Label">What may go out.</param>
/// <param name="Answers">The label of what comes in.</param>
public sealed record Channel(Label Label, Label Answers);
