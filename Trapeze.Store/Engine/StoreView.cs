using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Store.Indexes;
using Trapeze.Store.Items;
using Trapeze.Store.Places;

namespace Trapeze.Store.Engine;

/// <summary>The store as one operation has it, at the label of the moment.</summary>
/// <remarks>
/// The label is asked for after the request has been copied: a function that rises and changes its request meanwhile writes what it has
/// changed at the label that it has risen to.
/// </remarks>
internal sealed class StoreView(IFacetStorage storage, Placement placement, Func<Label> label, TimeProvider clock)
{
    private DateTimeOffset? _now;

    /// <summary>The moment of the operation, which items expire by: one for all of it.</summary>
    internal DateTimeOffset Now => _now ??= clock.GetUtcNow();

    /// <summary>A stored item, if it is there at the moment of the operation.</summary>
    internal Dictionary<string, AttributeValue>? ItemOf(StoredTable table, byte[]? stored)
    {
        var item = stored is null ? null : ItemCodec.Decode(stored);
        return item is not null && table.TimeToLive is { } attribute && attribute.HasPassed(item, Now) ? null : item;
    }

    internal ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key) => storage.NewestAsync(table, key, placement.SightOf(label()));

    internal ValueTask PageAsync(StoredTable table, KeyInterval interval, Func<byte[], bool> take) =>
        storage.PageAsync(table, interval, placement.SightOf(label()), take);

    internal ValueTask PageOfIndexAsync(StoredIndex index, KeyInterval interval, Func<byte[], bool> take) =>
        storage.PageOfIndexAsync(index, interval, placement.SightOf(label()), take);

    /// <summary>Writes at the label what <paramref name="decide"/> makes of the visible item; it must not look at the request any more.</summary>
    internal Task<T> WriteAsync<T>(StoredTable table, FacetKey key, bool dependsOnItem, Func<byte[]?, WriteDecision<T>> decide)
    {
        var at = label();
        return storage.WriteAsync(table, key, dependsOnItem ? placement.SightOf(at) : null, placement.FilingOf(at), decide);
    }

    internal ValueTask<IReadOnlyList<byte[]?>> NewestOfAllAsync(IReadOnlyList<TableKey> keys) => storage.NewestOfAllAsync(keys, placement.SightOf(label()));

    /// <summary>Writes at the label, in one step, what <paramref name="decide"/> makes of the visible items of the keys that the label gives.</summary>
    internal Task<T> WriteAllAsync<T>(Func<Label, IReadOnlyList<TableKey>> keysAt, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide)
    {
        var one = label();
        return storage.WriteAllAsync(keysAt(one), placement.SightOf(one), placement.FilingOf(one), decide);
    }
}
