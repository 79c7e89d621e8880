using System.Runtime.InteropServices;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>What becomes of one cell, and what it has to hold for it.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Facet">The facet that is put there; <see langword="null"/> if what is there stays.</param>
/// <param name="Guard">What it has to hold.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CellWrite(PhysicalKey Cell, StoredFacet? Facet, CellGuard Guard);
