namespace HelloRetail.Workflows;

/// <summary>What travels from step to step of a purchase.</summary>
public sealed record PurchaseStep(string Purchase, string Product, decimal? Price = null, string? Card = null, bool StoreCC = false);
