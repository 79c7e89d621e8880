namespace HelloRetail.Workflows;

/// <summary>The card company's yes or no, as the client's own activations get it: what was frozen before, and the one bit.</summary>
public sealed record PurchaseDecision(string Purchase, string Product, bool Released);
