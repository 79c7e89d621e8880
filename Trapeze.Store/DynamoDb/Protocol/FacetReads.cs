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
        var seen = looked.IsEverything
            ? await CollectEverythingAsync(sources, table, key, sight)
            : await CollectAsync(sources, table, key, sight, await occupancy.OfAsync(looked));
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

    /// <summary>Goes through all cells there are: slow, and for tools and tests.</summary>
    internal async ValueTask<Dictionary<FacetKey, List<Seen>>> CollectEverythingAsync(SourceMap sources, StoredTable table, Sight sight)
    {
        var found = new Dictionary<PhysicalKey, List<Seen>>();
        PhysicalKey? behind = null;
        do
        {
            (var items, behind) = await physical.ScanAsync(behind);
            foreach (var (key, facet) in items)
            {
                if (sources.CellOf(table, facet.Label) is { } cell && cell.Id == facet.Origin && key.Partition.StartsWith(cell.Id, StringComparison.Ordinal))
                {
                    var place = new PhysicalKey("", key.Sort);
                    found.TryAdd(place, []);
                    Add(sources, table, sight, cell, facet, found[place]);
                }
            }
        }
        while (behind is not null);

        return found.ToDictionary(each => new FacetKey(each.Key.Sort), each => each.Value);
    }

    /// <summary>Of all cells there are those of one key.</summary>
    internal async ValueTask<List<Seen>> CollectEverythingAsync(SourceMap sources, StoredTable table, FacetKey key, Sight sight) =>
        (await CollectEverythingAsync(sources, table, sight)).FirstOrDefault(each => each.Key.Bytes.AsSpan().SequenceEqual(key.Bytes)).Value ?? [];

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
