namespace Trapeze.Store.Engine;

/// <summary>A logical key, encoded so that byte order is DynamoDB's order; without a sort key, <see cref="Sort"/> is empty.</summary>
internal readonly record struct FacetKey(byte[] Hash, byte[] Sort);
