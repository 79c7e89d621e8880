using System.Collections.Concurrent;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>A conditional write looks once more when one at another label on its key is under way: all that it tells is in order, and its steps tell.</summary>
internal sealed class HiddenConflicts(IFacetStorage inner) : PlantedStorage(inner)
{
    private readonly ConcurrentDictionary<string, string> _underWay = new(StringComparer.Ordinal);

    public override async Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide)
    {
        var text = TextOf(key);
        if (_underWay.GetOrAdd(text, filing.Text) != filing.Text && sight is not null)
        {
            await NewestAsync(table, key, sight);
        }

        try
        {
            return await base.WriteAsync(table, key, sight, filing, decide);
        }
        finally
        {
            _underWay.TryRemove(text, out _);
        }
    }
}
