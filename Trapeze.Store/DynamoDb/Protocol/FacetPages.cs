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

    private static readonly Comparer<byte[]> Ascending = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));
    private static readonly Comparer<byte[]> Descending = Comparer<byte[]>.Create((x, y) => y.AsSpan().SequenceCompareTo(x));

    internal async ValueTask PageAsync(SourceMap sources, StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        var looked = sources.Of(table, sight);
        if (looked.IsEverything)
        {
            await PageEverythingAsync(sources, table, interval, sight, take);
            return;
        }

        var streams = StreamsOf(await occupancy.OfAsync(looked), interval);
        await Task.WhenAll(streams.Select(stream => stream.FillAsync().AsTask()));
        var queue = new PriorityQueue<SourceStream, byte[]>(interval.Forward ? Ascending : Descending);
        streams.ForEach(stream => Enqueue(queue, stream));
        List<Seen> all = [];
        List<Seen> seen = [];
        List<SourceStream> here = [];
        while (queue.TryPeek(out _, out var key))
        {
            seen.Clear();
            here.Clear();
            while (queue.TryPeek(out var stream, out var at) && at.AsSpan().SequenceEqual(key))
            {
                FacetReads.Add(sources, table, sight, stream.Source, stream.Facet, seen);
                here.Add(queue.Dequeue());
            }

            all.AddRange(seen);
            if (Resolution.NewestOf(sources, table, seen)?.Item is { } item && !take(item))
            {
                break;
            }

            // Only now: whoever has enough asks for no more.
            foreach (var stream in here)
            {
                await stream.NextAsync();
                Enqueue(queue, stream);
            }
        }

        await reads.SettleAsync(looked, all);
    }

    private async ValueTask PageEverythingAsync(SourceMap sources, StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        var found = await reads.CollectEverythingAsync(sources, table, sight);
        var keys = found.Keys.Where(key => key.Bytes.AsSpan().SequenceCompareTo(interval.Low.Bytes) >= 0
            && (interval.High is not { } high || key.Bytes.AsSpan().SequenceCompareTo(high.Bytes) < 0));
        foreach (var key in keys.OrderBy(key => key.Bytes, interval.Forward ? Ascending : Descending))
        {
            if (Resolution.NewestOf(sources, table, found[key])?.Item is { } item && !take(item))
            {
                break;
            }
        }

        await reads.SettleAsync(SourceSet.Everything, [.. found.Values.SelectMany(seen => seen)]);
    }

    private List<SourceStream> StreamsOf(ImmutableArray<Source> sources, KeyInterval interval)
    {
        var range = new PhysicalRange(interval.Low.Bytes, interval.High?.Bytes, interval.Forward, Behind: null);
        // All keys of a partition are in one shard; keys of several are wanted where no upper bound is given.
        var shards = interval.High is null ? Enumerable.Range(0, KeyLayout.Shards) : [KeyLayout.ShardOf(interval.Low)];
        var limit = FirstLimit(interval, sources.Length);
        return [.. from source in sources from shard in shards select new SourceStream(physical, source, KeyLayout.PartitionOf(source, shard), range, limit)];
    }

    // A function of the request, and of how many sources are in sight.
    private static int FirstLimit(KeyInterval interval, int sources) => (interval.High, interval.Most) switch
    {
        (null, { } most) => Math.Min(most, (most / KeyLayout.Shards) + FirstOfShard),
        (null, null) => FirstOfShard,
        // Backwards the upper bound, which is left out, may be among them.
        (_, { } most) => interval.Forward || most == int.MaxValue ? most : most + 1,
        _ => sources == 1 ? SourceStream.WholePage : FirstOfSource,
    };

    private static void Enqueue(PriorityQueue<SourceStream, byte[]> queue, SourceStream stream)
    {
        if (stream.Key is { } key)
        {
            queue.Enqueue(stream, key);
        }
    }
}
