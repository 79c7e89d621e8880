namespace HelloRetail.World;

/// <summary>What the shop asks the card company.</summary>
public sealed record AuthorizationRequest(string Purchase, string Card, decimal Amount);
