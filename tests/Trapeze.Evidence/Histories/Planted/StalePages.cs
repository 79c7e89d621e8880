using System.Collections.Concurrent;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Now and then shows the same page again, as from an old snapshot.</summary>
internal sealed class StalePages(IFacetStorage inner) : PlantedStorage(inner)
{
    private readonly ConcurrentDictionary<(string Low, string? High, bool Forward, Sight Sight), List<byte[]>> _last = new();

    public override async ValueTask PageAsync(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        List<byte[]> page = [];
        await base.PageAsync(table, interval, sight, item =>
        {
            page.Add(item);
            return true;
        });
        var range = (TextOf(interval.Low), interval.High is { } high ? TextOf(high) : null, interval.Forward, sight);
        var last = _last.GetOrAdd(range, page);
        _last[range] = page;
        _ = (OnceIn(2) ? last : page).TrueForAll(item => take(item));
    }
}
