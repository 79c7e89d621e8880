using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Writes again what timed out, whether it was written or not.</summary>
internal sealed class BlindRetries(IFacetStorage inner) : PlantedStorage(inner)
{
    public override async Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide)
    {
        try
        {
            return await base.WriteAsync(table, key, sight, filing, decide);
        }
        catch (IOException)
        {
            return await base.WriteAsync(table, key, sight, filing, decide);
        }
    }
}
