namespace HelloRetail.Functions;

/// <summary>A user of the shop.</summary>
public sealed record User(string Id, string? Name, string? Role);
