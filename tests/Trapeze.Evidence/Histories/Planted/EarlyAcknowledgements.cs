using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>Says that a write was done, and does it before the next step: all is as it should be, until that fails or the process dies.</summary>
internal sealed class EarlyAcknowledgements(IFacetStorage inner) : PlantedStorage(inner)
{
    private Func<Task>? _pending;

    public override async ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key, Sight sight)
    {
        await CatchUpAsync();
        return await base.NewestAsync(table, key, sight);
    }

    public override async ValueTask PageAsync(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        await CatchUpAsync();
        await base.PageAsync(table, interval, sight, take);
    }

    public override async Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide)
    {
        await CatchUpAsync();
        if (sight is not null)
        {
            return await base.WriteAsync(table, key, sight, filing, decide);
        }

        _pending = () => base.WriteAsync(table, key, sight, filing, decide);
        return decide(null).Result!;
    }

    private Task CatchUpAsync() => Interlocked.Exchange(ref _pending, null)?.Invoke() ?? Task.CompletedTask;
}
