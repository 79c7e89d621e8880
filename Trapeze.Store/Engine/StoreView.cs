using Trapeze.Core.Labels;
using Trapeze.Store.Places;

namespace Trapeze.Store.Engine;

/// <summary>The store as one operation has it, at the label of the moment.</summary>
/// <remarks>
/// The label is asked for after the request has been copied: a function that rises and changes its request meanwhile writes what it has
/// changed at the label that it has risen to.
/// </remarks>
internal sealed class StoreView(IFacetStorage storage, Placement placement, Func<Label> label)
{
    internal ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key) => storage.NewestAsync(table, key, placement.SightOf(label()));

    internal ValueTask PageAsync(StoredTable table, KeyInterval interval, Func<byte[], bool> take) =>
        storage.PageAsync(table, interval, placement.SightOf(label()), take);

    /// <summary>Writes at the label what <paramref name="decide"/> makes of the visible item; it must not look at the request any more.</summary>
    internal Task<T> WriteAsync<T>(StoredTable table, FacetKey key, bool dependsOnItem, Func<byte[]?, WriteDecision<T>> decide)
    {
        var at = label();
        return storage.WriteAsync(table, key, dependsOnItem ? placement.SightOf(at) : null, placement.FilingOf(at), decide);
    }
}
