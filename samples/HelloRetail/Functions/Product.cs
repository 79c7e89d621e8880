namespace HelloRetail.Functions;

/// <summary>A product as the catalog shows it.</summary>
public sealed record Product(string Id, string Brand, string Name, string Description, string Category, decimal? Price, string? Image);
