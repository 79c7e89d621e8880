using System.Runtime.InteropServices;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>A part of the whole table.</summary>
/// <param name="Items">Its facets.</param>
/// <param name="Dependents">What is there for facets.</param>
/// <param name="Behind">Where the next part begins, in the physical table's own words; <see langword="null"/> if there is none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PhysicalScan(IReadOnlyList<(PhysicalKey Key, StoredFacet Facet)> Items, IReadOnlyList<StoredDependent> Dependents, PhysicalKey? Behind);
