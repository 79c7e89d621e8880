using Trapeze.Core.Labels;
using Trapeze.Store.Places;

namespace Trapeze.Store.Engine;

/// <summary>The store as one operation at one label has it.</summary>
internal sealed class StoreView(IFacetStorage storage, Placement placement, Label label)
{
    private readonly Sight _sight = placement.SightOf(label);

    internal ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key) => storage.NewestAsync(table, key, _sight);

    internal ValueTask PageAsync(StoredTable table, KeyInterval interval, Func<byte[], bool> take) => storage.PageAsync(table, interval, _sight, take);

    /// <summary>Writes at the label what <paramref name="decide"/> makes of the visible item.</summary>
    internal Task<T> WriteAsync<T>(StoredTable table, FacetKey key, bool dependsOnItem, Func<byte[]?, WriteDecision<T>> decide) =>
        storage.WriteAsync(table, key, dependsOnItem ? _sight : null, placement.FilingOf(label), decide);
}
