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
        var from = looked.IsEverything ? [] : await occupancy.OfAsync(looked);
        var seen = looked.IsEverything ? await CollectEverythingAsync(sources, table, key, sight) : await CollectAsync(sources, table, key, sight, from);
        var newest = Resolution.NewestOf(sources, table, seen);
        if (newest is not null && looked.IsOwnAlone(from))
        {
            looked.Recent.Keep(KeyLayout.Of(from[0], key, KeyLayout.ShardOf(key)), newest);
        }

        await SettleAsync(looked, seen);
        return newest;
    }

    /// <summary>Reads a key's facets from some sources.</summary>
    internal async ValueTask<List<Seen>> CollectAsync(SourceMap sources, StoredTable table, FacetKey key, Sight sight, ImmutableArray<Source> from)
    {
        if (from is not [var single])
        {
            return (await CollectAsync(sources, [(new TableKey(table, key), from)], sight))[0];
        }

        var seen = new List<Seen>(1);
        Add(sources, table, sight, single, await physical.GetAsync(KeyLayout.Of(single, key, KeyLayout.ShardOf(key))), seen);
        return seen;
    }

    /// <summary>Reads the facets of several keys, each from some sources.</summary>
    internal async ValueTask<List<Seen>[]> CollectAsync(SourceMap sources, IReadOnlyList<(TableKey Key, ImmutableArray<Source> From)> wanted, Sight sight)
    {
        var keys = new List<PhysicalKey>();
        foreach (var ((_, key), from) in wanted)
        {
            var shard = KeyLayout.ShardOf(key);
            keys.AddRange(from.Select(source => KeyLayout.Of(source, key, shard)));
        }

        var found = keys.Count == 0 ? [] : await physical.GetAsync(keys);
        var seen = new List<Seen>[wanted.Count];
        var at = 0;
        for (var each = 0; each < seen.Length; each++)
        {
            var ((table, _), from) = wanted[each];
            seen[each] = new List<Seen>(from.Length);
            foreach (var source in from)
            {
                Add(sources, table, sight, source, found[at++], seen[each]);
            }
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
            (var items, _, behind) = await physical.ScanAsync(behind);
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

    /// <summary>Some sources, and the own cell.</summary>
    internal static ImmutableArray<Source> With(Source own, ImmutableArray<Source> sources) =>
        sources.Any(source => source.Id == own.Id) ? sources : sources.Add(own);

    // Labels of the same secrecy for which others vouch cannot be compared.
    private static bool IsVouchedFor(string label) => label.Contains('!', StringComparison.Ordinal);
}
