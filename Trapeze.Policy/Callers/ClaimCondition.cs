namespace Trapeze.Policy.Callers;

/// <summary>A claim that a caller's token must have with this value; both are compared ordinal.</summary>
internal sealed record ClaimCondition(string Claim, string Value);
