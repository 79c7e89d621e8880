using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Leaves out an item that begins a page, now and then.</summary>
internal sealed class ShortPages(IFacetStorage inner) : PlantedStorage(inner)
{
    public override ValueTask PageAsync(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        var leavesOut = OnceIn(4);
        return base.PageAsync(table, interval, sight, item =>
        {
            var left = leavesOut;
            leavesOut = false;
            return left || take(item);
        });
    }
}
