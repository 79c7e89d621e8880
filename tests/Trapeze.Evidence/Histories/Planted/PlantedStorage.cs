using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;
using Trapeze.Store.Sweeping;
using Trapeze.Store.Transfer;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>A storage that does as the one below it does, but for what a mistake overrides.</summary>
internal abstract class PlantedStorage(IFacetStorage inner) : IFacetStorage
{
    private int _steps;

    protected IFacetStorage Inner => inner;

    public virtual ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key, Sight sight) => inner.NewestAsync(table, key, sight);

    public virtual ValueTask PageAsync(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take) => inner.PageAsync(table, interval, sight, take);

    public virtual Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide) =>
        inner.WriteAsync(table, key, sight, filing, decide);

    public virtual ValueTask PageOfIndexAsync(StoredIndex index, KeyInterval interval, Sight sight, Func<byte[], bool> take) =>
        inner.PageOfIndexAsync(index, interval, sight, take);

    public virtual ValueTask<IReadOnlyList<byte[]?>> NewestOfAllAsync(IReadOnlyList<TableKey> keys, Sight sight) => inner.NewestOfAllAsync(keys, sight);

    public virtual Task<T> WriteAllAsync<T>(IReadOnlyList<TableKey> keys, Sight sight, Filing filing, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide) =>
        inner.WriteAllAsync(keys, sight, filing, decide);

    public Task AdoptAsync(Placement placement) => inner.AdoptAsync(placement);

    public Task EachAsync(Action<FacetCopy> take, CancellationToken cancellationToken) => inner.EachAsync(take, cancellationToken);

    public Task<SweepReport> InspectAsync(bool repairs, CancellationToken cancellationToken) => inner.InspectAsync(repairs, cancellationToken);

    public Task<int> SweepAsync(int limit, CancellationToken cancellationToken) => inner.SweepAsync(limit, cancellationToken);

    public void Dispose() => inner.Dispose();

    /// <summary>True once in <paramref name="times"/> calls.</summary>
    protected bool OnceIn(int times) => Interlocked.Increment(ref _steps) % times == 0;

    protected static string TextOf(FacetKey key) => Convert.ToHexString(key.Bytes);
}
