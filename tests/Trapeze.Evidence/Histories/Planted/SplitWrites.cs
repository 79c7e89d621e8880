using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Reads, decides, and then writes: not in one step.</summary>
internal sealed class SplitWrites(IFacetStorage inner) : PlantedStorage(inner)
{
    public override async Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide)
    {
        if (sight is null)
        {
            return await base.WriteAsync(table, key, sight, filing, decide);
        }

        var decision = decide(await NewestAsync(table, key, sight));
        return await base.WriteAsync(table, key, null, filing, _ => decision);
    }
}
