using Trapeze.Evidence.Lockstep.Labels;

namespace Trapeze.Evidence.Lockstep.Policies;

/// <summary>One entry of <c>callers:</c>.</summary>
/// <param name="Role">The value of the claim <c>role</c>; <see langword="null"/> for the anonymous caller.</param>
/// <param name="Are">Where they start.</param>
internal sealed record CallerRule(string? Role, LabelExpression Are);
