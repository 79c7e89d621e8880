using System.Runtime.InteropServices;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>What a cell has to hold for a write to it to be done.</summary>
/// <param name="Expected">The facet that has to be there; <see langword="null"/> for none.</param>
/// <param name="Below">If given, any facet whose number is less than this one, or none, instead.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CellGuard(StoredFacet? Expected, long? Below)
{
    internal static CellGuard IsStill(StoredFacet? facet) => new(facet, Below: null);

    internal static CellGuard IsOlderThan(long number) => new(Expected: null, number);

    /// <summary>Whether the guard holds for what is there.</summary>
    internal bool Holds(StoredFacet? facet) => Below is { } number ? facet is null || facet.Number < number : facet?.Uid == Expected?.Uid;
}
