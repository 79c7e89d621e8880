namespace HelloRetail.Functions;

/// <summary>What a caller is told of work that goes on after the reply.</summary>
public sealed record Accepted(string Id);
