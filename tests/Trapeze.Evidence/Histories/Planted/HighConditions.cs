using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Tests a condition on all that is there, and not on what its writer may see.</summary>
internal sealed class HighConditions(IFacetStorage inner) : PlantedStorage(inner)
{
    public override Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide) =>
        base.WriteAsync(table, key, sight is null ? null : new Sight(sight.Label.Order.Top, null), filing, decide);
}
