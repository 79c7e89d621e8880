namespace Trapeze.Store;

/// <summary>A table's name and primary key.</summary>
/// <param name="Name">The name that requests use.</param>
/// <param name="Hash">The partition key.</param>
/// <param name="Sort">The sort key, if there is one.</param>
public sealed record TableDefinition(string Name, KeyDefinition Hash, KeyDefinition? Sort = null);
