using System.Collections.Immutable;

namespace Trapeze.Store.Sweeping;

/// <summary>What lies in a store that no view can show any more, and what is not where it should be.</summary>
/// <param name="Facets">How many rows or items of facets there are, copies too.</param>
/// <param name="Superseded">How many of them everyone who may see them finds superseded.</param>
/// <param name="Ended">How many hold an item, or a request's token, whose time has passed.</param>
/// <param name="Undelivered">How many copies a writer that died did not deliver, and nothing has taken the place of: their readers see older facets.</param>
/// <param name="Left">How many parts of long items, and entries of indexes, are on DynamoDB of no facet any more.</param>
/// <param name="Damage">What the embedded file's own check found, for people; nothing here mends that.</param>
public sealed record SweepReport(long Facets, long Superseded, long Ended, long Undelivered, long Left, ImmutableArray<string> Damage)
{
    /// <summary>How many facets, parts of long items and entries of indexes a sweep removes, empties or delivers.</summary>
    public long Due => Superseded + Ended + Undelivered + Left;
}
