using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Files a facet at one of its places in one step and at the others in the next.</summary>
internal sealed class HalfFiledWrites(IFacetStorage inner) : PlantedStorage(inner)
{
    public override async Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide)
    {
        var own = filing.Places.Texts[filing.OwnIndex];
        if (filing.Places.Texts.Length == 1)
        {
            return await base.WriteAsync(table, key, sight, filing, decide);
        }

        WriteDecision<T> decision = default;
        var result = await base.WriteAsync(table, key, sight, new Filing(filing.Order, filing.Text, own, new PlaceSet([own])), found => decision = decide(found));
        await base.WriteAsync(table, key, null, filing, _ => decision);
        return result;
    }
}
