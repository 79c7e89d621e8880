using System.Collections.Immutable;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>One answer to a query of a partition.</summary>
/// <typeparam name="T">What is in the partition.</typeparam>
/// <param name="Items">The items, in the order asked for.</param>
/// <param name="Behind">Where it goes on, in the physical table's own words; <see langword="null"/> if there is nothing more.</param>
internal sealed record PhysicalPage<T>(ImmutableArray<(byte[] Sort, T Value)> Items, byte[]? Behind);
