using Trapeze.Evidence.Histories.Backends;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Removes tombstones, whatever lies below them.</summary>
internal sealed class TombstoneCollector(IFacetStorage inner, IHistorySite site) : PlantedStorage(inner)
{
    public override async ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key, Sight sight)
    {
        if (OnceIn(4))
        {
            site.ForgetTombstones();
        }

        return await base.NewestAsync(table, key, sight);
    }
}
