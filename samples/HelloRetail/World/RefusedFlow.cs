namespace HelloRetail.World;

/// <summary>A refused flow as the shop's developer finds it in the audit channel.</summary>
public sealed record RefusedFlow(string Activation, string Function, string Rule, string Reason, string Label, string? Subject, string? Target);
