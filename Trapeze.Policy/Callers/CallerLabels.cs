using Trapeze.Core.Labels;

namespace Trapeze.Policy.Callers;

/// <summary>What the policy makes of a caller.</summary>
/// <param name="Start">The label that the caller's activation starts at.</param>
/// <param name="Reply">The label of the channel back to the caller.</param>
/// <remarks>semantics §2, rule start.</remarks>
public sealed record CallerLabels(Label Start, Label Reply);
