namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>A facet's entry in an index of its source.</summary>
/// <param name="Base">The facet's key, encoded.</param>
internal sealed record StoredEntry(byte[] Base);
