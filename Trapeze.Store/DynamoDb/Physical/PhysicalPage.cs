using System.Collections.Immutable;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>One answer to a query of a partition.</summary>
/// <param name="Items">The items, in the order asked for.</param>
/// <param name="IsLast">Whether there is nothing behind them.</param>
internal sealed record PhysicalPage(ImmutableArray<(byte[] Sort, StoredFacet Facet)> Items, bool IsLast);
