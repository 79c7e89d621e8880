using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Tells of a conditional write that timed out as if its condition did not hold.</summary>
internal sealed class HastyRefusals(IFacetStorage inner) : PlantedStorage(inner)
{
    public override async Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide)
    {
        try
        {
            return await base.WriteAsync(table, key, sight, filing, decide);
        }
        catch (IOException) when (sight is not null)
        {
            throw StoreErrors.ConditionFailed(null);
        }
    }
}
