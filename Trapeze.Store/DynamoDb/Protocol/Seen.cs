using System.Runtime.InteropServices;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>A facet where it was found.</summary>
/// <param name="Source">Where.</param>
/// <param name="Facet">The facet.</param>
/// <param name="Sight">What its own label looks at.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Seen(Source Source, StoredFacet Facet, SourceSet Sight)
{
    /// <summary>How far its source had come.</summary>
    internal long Position => Source.IsInbox ? Facet.Arrival : Facet.Number;

    /// <summary>Whether its writer saw <paramref name="other"/>, or what came after that.</summary>
    internal bool Covers(in Seen other) =>
        Facet.Basis[other.Source.Id] >= other.Position || Facet.Basis[other.Facet.Origin] >= other.Facet.Number;

    /// <summary>Whether its writer would have seen <paramref name="other"/>, had it been there.</summary>
    internal bool LookedFor(in Seen other) => Sight.LooksAt(other.Source.Id) || Sight.LooksAt(other.Facet.Origin);
}
