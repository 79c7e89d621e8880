using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>list, of an index: the entries in sight are read side by side, and what the view has for each is asked of the view.</summary>
internal sealed class EntryPages(IPhysicalTable physical, Occupancy occupancy, FacetReads reads)
{
    private const int FirstOfSource = 16;
    private const int FirstAtOnce = 8;
    private const int MostAtOnce = 64;
    private const int UidLength = 16;

    internal async ValueTask PageAsync(SourceMap sources, StoredIndex index, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        var looked = sources.Of(index.Table, sight);
        if (looked.IsEverything)
        {
            await PageEverythingAsync(sources, index, interval, sight, take);
            return;
        }

        var from = await occupancy.OfAsync(looked);
        var streams = await SourceStreams<StoredDependent>.OpenAsync(StreamsOf(index, from, interval), interval.Forward);
        List<Seen> all = [];
        for (var (atOnce, wantsMore) = (FirstAtOnce, true); wantsMore; atOnce = Math.Min(MostAtOnce, atOnce * 2))
        {
            var entries = await NextAsync(streams, atOnce);
            var keys = entries.Select(entry => new FacetKey(entry.Base)).DistinctBy(key => Convert.ToHexString(key.Bytes), StringComparer.Ordinal).ToList();
            var seen = await reads.CollectAsync(sources, keys.ConvertAll(key => (new TableKey(index.Table, key), from)), sight);
            all.AddRange(seen.SelectMany(each => each));
            var newest = keys.Zip(seen).ToDictionary(pair => Convert.ToHexString(pair.First.Bytes), pair => Resolution.NewestOf(sources, index.Table, pair.Second)?.Item, StringComparer.Ordinal);
            // Whatever is superseded in the view is not in the index, though its entry be.
            wantsMore = entries.TrueForAll(entry => newest[Convert.ToHexString(entry.Base)] is not { } item
                || index.EntryOf(item) is not { } key || !FacetEntries.PrefixOf(key).AsSpan().SequenceEqual(entry.Prefix) || take(item)) && entries.Count == atOnce;
        }

        await reads.SettleAsync(looked, all);
    }

    // The next few, of several sources or several writes each once.
    private static async ValueTask<List<(byte[] Prefix, byte[] Base)>> NextAsync(SourceStreams<StoredDependent> streams, int most)
    {
        List<(byte[] Prefix, byte[] Base)> entries = [];
        for (; entries.Count < most && streams.Peek(out var first) is { } key; await streams.GoOnAsync())
        {
            entries.Add((key[..^UidLength], first.Value.Of.Sort));
            while (streams.Peek(out _) is { } at && at.AsSpan(0, at.Length - UidLength).SequenceEqual(entries[^1].Prefix))
            {
                streams.Take();
            }
        }

        return entries;
    }

    private async ValueTask PageEverythingAsync(SourceMap sources, StoredIndex index, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        var found = await reads.CollectEverythingAsync(sources, index.Table, sight);
        var entries = from seen in found.Values
                      let item = Resolution.NewestOf(sources, index.Table, seen)?.Item
                      where item is not null
                      let entry = index.EntryOf(item)
                      where entry is { } key && interval.Contains(key)
                      select (entry.Value.Bytes, Item: item);
        foreach (var (_, item) in entries.OrderBy(entry => entry.Bytes, SourceStreams<StoredDependent>.OrderOf(interval.Forward)))
        {
            if (!take(item))
            {
                break;
            }
        }

        await reads.SettleAsync(SourceSet.Everything, [.. found.Values.SelectMany(seen => seen)]);
    }

    private List<SourceStream<StoredDependent>> StreamsOf(StoredIndex index, IEnumerable<Source> sources, KeyInterval interval)
    {
        var range = new PhysicalRange(BoundOf(interval.Low), interval.High is { } high ? BoundOf(high) : null, interval.Forward, Behind: null);
        return [.. from source in sources
                   from shard in KeyLayout.ShardsOf(interval)
                   let partition = KeyLayout.PartitionOf(source, index, shard)
                   select new SourceStream<StoredDependent>(source, FirstOfSource, (behind, limit) => physical.QueryEntriesAsync(partition, range with { Behind = behind }, limit))];
    }

    // A key that is not ended yet: all that begin with it are above it.
    private static byte[] BoundOf(FacetKey key) => FacetEntries.PrefixOf(key)[..^2];
}
