namespace Trapeze.Policy.Tables;

/// <summary>An attribute that is part of a table's key.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Type">The attribute's type.</param>
public sealed record KeyAttribute(string Name, KeyType Type);
