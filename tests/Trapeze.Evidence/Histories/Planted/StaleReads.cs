using System.Collections.Concurrent;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Now and then answers a read as it did the last time.</summary>
internal sealed class StaleReads(IFacetStorage inner) : PlantedStorage(inner)
{
    private readonly ConcurrentDictionary<(string Key, Sight Sight), byte[]?> _last = new();

    public override async ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key, Sight sight)
    {
        var newest = await base.NewestAsync(table, key, sight);
        var last = _last.GetOrAdd((TextOf(key), sight), newest);
        _last[(TextOf(key), sight)] = newest;
        return OnceIn(4) ? last : newest;
    }
}
