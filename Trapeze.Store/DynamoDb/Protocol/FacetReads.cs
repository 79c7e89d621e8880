using System.Collections.Immutable;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>get: everything in sight is read once, each facet at an instant of its own, and the newest is worked out.</summary>
internal sealed class FacetReads(IPhysicalTable physical, IProtocolClock clock, Occupancy occupancy)
{
    /// <summary>The newest facet in sight.</summary>
    internal async ValueTask<StoredFacet?> NewestAsync(SourceMap sources, StoredTable table, FacetKey key, Sight sight)
    {
        var looked = sources.Of(table, sight);
        var seen = await CollectAsync(sources, table, key, sight, await occupancy.OfAsync(looked));
        var newest = Resolution.NewestOf(sources, table, seen);
        await SettleAsync(looked, seen);
        return newest;
    }

    /// <summary>Reads a key's facets from some sources.</summary>
    internal async ValueTask<List<Seen>> CollectAsync(SourceMap sources, StoredTable table, FacetKey key, Sight sight, ImmutableArray<Source> from)
    {
        var shard = KeyLayout.ShardOf(key);
        var seen = new List<Seen>(from.Length);
        if (from is [var single])
        {
            Add(sources, table, sight, single, await physical.GetAsync(KeyLayout.Of(single, key, shard)), seen);
            return seen;
        }

        var keys = new PhysicalKey[from.Length];
        for (var at = 0; at < keys.Length; at++)
        {
            keys[at] = KeyLayout.Of(from[at], key, shard);
        }

        var found = keys.Length == 0 ? [] : await physical.GetAsync(keys);
        for (var at = 0; at < found.Length; at++)
        {
            Add(sources, table, sight, from[at], found[at], seen);
        }

        return seen;
    }

    /// <summary>Takes a facet up among those seen, if it may be shown.</summary>
    internal static void Add(SourceMap sources, StoredTable table, Sight sight, Source source, StoredFacet? facet, List<Seen> seen)
    {
        if (facet is not null && sight.Shows(facet.Label) && sources.Of(table, facet.Label) is { } looksAt)
        {
            seen.Add(new Seen(source, facet, looksAt));
        }
    }

    /// <summary>Waits, where clocks decide, until nothing that begins later can count as older than what was seen.</summary>
    internal ValueTask SettleAsync(SourceSet looked, List<Seen> seen) =>
        seen.Count > 0 && (looked.IsTangled || seen.Exists(each => IsVouchedFor(each.Facet.Label)))
            ? clock.WaitBehindAsync(seen.Max(each => each.Facet.Number) + (2 * clock.Uncertainty))
            : default;

    // Labels of the same secrecy for which others vouch cannot be compared.
    private static bool IsVouchedFor(string label) => label.Contains('!', StringComparison.Ordinal);
}
