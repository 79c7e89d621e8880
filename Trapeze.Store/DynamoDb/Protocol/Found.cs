using System.Runtime.InteropServices;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>What a writer found under a key.</summary>
/// <param name="Seen">All that is in sight.</param>
/// <param name="Own">Of that what is in the own cell.</param>
/// <param name="View">Of that the newest.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Found(List<Seen> Seen, StoredFacet? Own, StoredFacet? View);
