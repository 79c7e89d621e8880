namespace HelloRetail.Functions;

/// <summary>Names a product.</summary>
public sealed record ProductReference(string Id);
