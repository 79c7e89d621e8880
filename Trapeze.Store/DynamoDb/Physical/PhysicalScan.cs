using System.Runtime.InteropServices;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>A part of the whole table.</summary>
/// <param name="Items">Its facets.</param>
/// <param name="Rests">What lies beside facets that are too long for one item.</param>
/// <param name="Behind">Where the next part begins; <see langword="null"/> if there is none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PhysicalScan(IReadOnlyList<(PhysicalKey Key, StoredFacet Facet)> Items, IReadOnlyList<StoredRest> Rests, PhysicalKey? Behind);
