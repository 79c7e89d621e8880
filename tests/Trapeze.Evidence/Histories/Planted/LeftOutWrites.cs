using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Says that a write was done which was not, now and then.</summary>
internal sealed class LeftOutWrites(IFacetStorage inner) : PlantedStorage(inner)
{
    public override Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide) =>
        sight is null && OnceIn(5) ? Task.FromResult(decide(null).Result!) : base.WriteAsync(table, key, sight, filing, decide);
}
