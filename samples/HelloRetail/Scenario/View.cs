using HelloRetail.Functions;

namespace HelloRetail.Scenario;

/// <summary>The shelf as one caller sees it.</summary>
public sealed record View(string Who, IReadOnlyList<string> Categories, IReadOnlyList<Product> Products);
