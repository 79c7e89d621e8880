using System.Collections.Concurrent;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>A write fails when one at another label on the same key is under way: every order of what it tells is right, and it tells.</summary>
internal sealed class HiddenConflicts(IFacetStorage inner) : PlantedStorage(inner)
{
    private readonly ConcurrentDictionary<string, string> _underWay = new(StringComparer.Ordinal);

    public override async Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide)
    {
        var text = TextOf(key);
        if (_underWay.GetOrAdd(text, filing.Text) != filing.Text)
        {
            throw new IOException("conflict");
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
