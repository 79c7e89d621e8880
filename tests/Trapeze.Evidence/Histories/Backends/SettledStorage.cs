using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>A storage whose steps end before they return: a simulated history has no other thread to go on.</summary>
internal sealed class SettledStorage(IFacetStorage storage) : IFacetStorage
{
    public ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key, Sight sight) =>
        new(Settled(Task.Run(() => storage.NewestAsync(table, key, sight).AsTask())));

    public ValueTask PageAsync(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take) =>
        new(Settled(Task.Run(() => storage.PageAsync(table, interval, sight, take).AsTask())));

    public Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide) =>
        Settled(Task.Run(() => storage.WriteAsync(table, key, sight, filing, decide)));

    public ValueTask PageOfIndexAsync(StoredIndex index, KeyInterval interval, Sight sight, Func<byte[], bool> take) =>
        new(Settled(Task.Run(() => storage.PageOfIndexAsync(index, interval, sight, take).AsTask())));

    public ValueTask<IReadOnlyList<byte[]?>> NewestOfAllAsync(IReadOnlyList<TableKey> keys, Sight sight) =>
        new(Settled(Task.Run(() => storage.NewestOfAllAsync(keys, sight).AsTask())));

    public Task<T> WriteAllAsync<T>(IReadOnlyList<TableKey> keys, Sight sight, Filing filing, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide) =>
        Settled(Task.Run(() => storage.WriteAllAsync(keys, sight, filing, decide)));

    public Task AdoptAsync(Placement placement) => storage.AdoptAsync(placement);

    public Task<int> SweepAsync(int limit, CancellationToken cancellationToken) => storage.SweepAsync(limit, cancellationToken);

    public void Dispose() => storage.Dispose();

    private static T Settled<T>(T work)
        where T : Task
    {
        ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
        return work;
    }
}
