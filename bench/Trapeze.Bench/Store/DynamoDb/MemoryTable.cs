using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Bench.Store.DynamoDb;

/// <summary>A physical table that answers at once from memory: what is left is the engine's and the protocol's own.</summary>
internal sealed class MemoryTable : IPhysicalTable
{
    private static readonly Comparer<byte[]> Ascending = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));

    private readonly Dictionary<PhysicalKey, StoredFacet> _items = [];
    private readonly Dictionary<string, List<byte[]>> _partitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);

    public ValueTask<StoredFacet?> GetAsync(PhysicalKey key) => new(_items.GetValueOrDefault(key));

    public ValueTask<StoredFacet?[]> GetAsync(IReadOnlyList<PhysicalKey> keys)
    {
        var found = new StoredFacet?[keys.Count];
        for (var at = 0; at < found.Length; at++)
        {
            found[at] = _items.GetValueOrDefault(keys[at]);
        }

        return new(found);
    }

    public ValueTask<StepOutcome> PutAsync(PhysicalKey key, StoredFacet facet, CellGuard guard)
    {
        if (!guard.Holds(_items.GetValueOrDefault(key)))
        {
            return new(StepOutcome.Refused);
        }

        Keep(key, facet);
        return new(StepOutcome.Done);
    }

    // What no benchmark asks for.
    public ValueTask<StepOutcome> PutAllAsync(IReadOnlyList<CellWrite> writes) => throw new NotSupportedException();

    public ValueTask<StepOutcome> EmptyAsync(PhysicalKey key, StoredFacet facet) => throw new NotSupportedException();

    public ValueTask<StepOutcome> RemoveAsync(PhysicalKey key, StoredFacet facet) => throw new NotSupportedException();

    public ValueTask MarkAsync(StoredDependent entry) => throw new NotSupportedException();

    public ValueTask UnmarkAsync(PhysicalKey key) => throw new NotSupportedException();

    public ValueTask<PhysicalPage<StoredDependent>> QueryEntriesAsync(string partition, PhysicalRange range, int limit) => throw new NotSupportedException();

    public ValueTask<Delivery> DeliverAsync(PhysicalKey key, StoredFacet facet, InboxGuard guard, bool tells)
    {
        var there = _items.GetValueOrDefault(key);
        if (!guard.Holds(there))
        {
            return new(new Delivery(StepOutcome.Refused, tells ? there : null));
        }

        Keep(key, facet.Arriving((there?.Arrival ?? 0) + 1));
        return new(new Delivery(StepOutcome.Done, tells ? there : null));
    }

    public ValueTask<PhysicalPage<StoredFacet>> QueryAsync(string partition, PhysicalRange range, int limit)
    {
        var keys = _partitions.GetValueOrDefault(partition) ?? [];
        var at = keys.BinarySearch(range.Behind ?? range.Low, Ascending);
        var first = at < 0 ? ~at : range.Behind is null ? at : at + 1;
        var items = new List<(byte[] Sort, StoredFacet Facet)>(Math.Min(limit, keys.Count));
        for (; first < keys.Count && items.Count < limit && !(range.High is { } high && Ascending.Compare(keys[first], high) >= 0); first++)
        {
            items.Add((keys[first], _items[new PhysicalKey(partition, keys[first])]));
        }

        return new(new PhysicalPage<StoredFacet>([.. items], items.Count == limit ? items[^1].Sort : null));
    }

    public ValueTask<StepOutcome> RemoveAsync(StoredDependent dependent) => throw new NotSupportedException();

    public ValueTask<PhysicalScan> ScanAsync(PhysicalKey? behind) =>
        new(new PhysicalScan([.. _items.Select(each => (each.Key, each.Value))], [], Behind: null));

    public ValueTask<string?[]> ReadNotesAsync(IReadOnlyList<string> names) => new([.. names.Select(name => _notes.GetValueOrDefault(name))]);

    public ValueTask LeaveNoteAsync(string name, string text)
    {
        _notes.TryAdd(name, text);
        return default;
    }

    public void Dispose()
    {
    }

    private void Keep(PhysicalKey key, StoredFacet facet)
    {
        if (!_items.ContainsKey(key))
        {
            if (!_partitions.TryGetValue(key.Partition, out var keys))
            {
                _partitions[key.Partition] = keys = [];
            }

            keys.Insert(~keys.BinarySearch(key.Sort, Ascending), key.Sort);
        }

        _items[key] = facet;
    }
}
