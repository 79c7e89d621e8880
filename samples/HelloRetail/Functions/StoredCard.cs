namespace HelloRetail.Functions;

/// <summary>A card as the shop keeps it.</summary>
public sealed record StoredCard(string Number);
