namespace HelloRetail.Workflows;

/// <summary>A client's order: a product, and a card unless a stored one is to be used; <c>storeCC</c> keeps the card for the next time.</summary>
public sealed record PurchaseOrder(string Product, string? Card = null, bool StoreCC = false);
