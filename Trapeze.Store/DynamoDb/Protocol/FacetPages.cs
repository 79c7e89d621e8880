using System.Collections.Immutable;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>list: the partitions in sight are read side by side, and for each key the newest facet is worked out.</summary>
internal sealed class FacetPages(IPhysicalTable physical, Occupancy occupancy, FacetReads reads)
{
    // What several streams are asked for at first if only a page's bytes bound what is wanted: together they may hold it many times over.
    private const int FirstOfSource = 256;
    private const int FirstOfShard = 64;

    internal async ValueTask PageAsync(SourceMap sources, StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        var looked = sources.Of(table, sight);
        if (looked.IsEverything)
        {
            await PageEverythingAsync(sources, table, interval, sight, take);
            return;
        }

        var streams = await SourceStreams<StoredFacet>.OpenAsync(StreamsOf(await occupancy.OfAsync(looked), interval), interval.Forward);
        List<Seen> all = [];
        List<Seen> seen = [];
        while (streams.Peek(out _) is { } key)
        {
            seen.Clear();
            while (streams.Peek(out var stream) is { } at && at.AsSpan().SequenceEqual(key))
            {
                FacetReads.Add(sources, table, sight, stream.Source, stream.Value, seen);
                streams.Take();
            }

            all.AddRange(seen);
            if (Resolution.NewestOf(sources, table, seen)?.Item is { } item && !take(item))
            {
                break;
            }

            await streams.GoOnAsync();
        }

        await reads.SettleAsync(looked, all);
    }

    private async ValueTask PageEverythingAsync(SourceMap sources, StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        var found = await reads.CollectEverythingAsync(sources, table, sight);
        var keys = found.Keys.Where(key => interval.Contains(key));
        foreach (var key in keys.OrderBy(key => key.Bytes, SourceStreams<StoredFacet>.OrderOf(interval.Forward)))
        {
            if (Resolution.NewestOf(sources, table, found[key])?.Item is { } item && !take(item))
            {
                break;
            }
        }

        await reads.SettleAsync(SourceSet.Everything, [.. found.Values.SelectMany(seen => seen)]);
    }

    private List<SourceStream<StoredFacet>> StreamsOf(ImmutableArray<Source> sources, KeyInterval interval)
    {
        var range = new PhysicalRange(interval.Low.Bytes, interval.High?.Bytes, interval.Forward, Behind: null);
        var first = FirstLimit(interval, sources.Length);
        return [.. from source in sources
                   from shard in KeyLayout.ShardsOf(interval)
                   let partition = KeyLayout.PartitionOf(source, shard)
                   select new SourceStream<StoredFacet>(source, first, (behind, limit) => physical.QueryAsync(partition, range with { Behind = behind }, limit))];
    }

    // A function of the request, and of how many sources are in sight.
    private static int FirstLimit(KeyInterval interval, int sources) => (interval.High, interval.Most) switch
    {
        (null, { } most) => Math.Min(most, (most / KeyLayout.Shards) + FirstOfShard),
        (null, null) => FirstOfShard,
        // Backwards the upper bound, which is left out, may be among them.
        (_, { } most) => interval.Forward || most == int.MaxValue ? most : most + 1,
        _ => sources == 1 ? SourceStreams<StoredFacet>.WholePage : FirstOfSource,
    };
}
