namespace HelloRetail.Workflows;

/// <summary>A purchase as its client, and the owner, see it.</summary>
public sealed record Purchase(string Id, string Client, string Product, PurchaseStatus Status, decimal? Price);
