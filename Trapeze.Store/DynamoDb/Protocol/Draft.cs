using System.Runtime.InteropServices;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>A facet that is about to be written, and what its cell has to hold for it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Draft(StoredFacet Facet, CellGuard Guard);
