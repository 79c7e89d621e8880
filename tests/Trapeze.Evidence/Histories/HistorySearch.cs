using Trapeze.Evidence.Histories.Backends;
using Trapeze.Evidence.Histories.Orders;
using Trapeze.Store.Engine;

namespace Trapeze.Evidence.Histories;

/// <summary>Runs histories on a backend until one is wrong.</summary>
/// <param name="backend">On what.</param>
/// <param name="plant">What stands between the engine and the storage; the storage itself, unless an anomaly is planted.</param>
/// <param name="deadline">How long one history may take.</param>
/// <param name="erases">Whether simulated histories are run again without what is hidden.</param>
internal sealed class HistorySearch(IHistoryBackend backend, Func<IFacetStorage, IHistorySite, IFacetStorage>? plant = null, bool erases = true, TimeSpan? deadline = null)
{
    private const string Level = "histories";

    // Histories of one site, one after another; then a new one, so that files stay small.
    private const int PerLane = 20;

    private readonly TimeSpan _deadline = deadline ?? TimeSpan.FromSeconds(8);

    /// <summary>Looks at the first cases of a seed.</summary>
    /// <returns>The first that is wrong; <see langword="null"/> if none is.</returns>
    public async Task<Finding?> RunAsync(ulong seed, long cases, HistoryCounts counts, CancellationToken cancellationToken)
    {
        var lanes = (cases + PerLane - 1) / PerLane;
        var next = -1L;
        var found = new Finding?[lanes];
        var stops = false;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            // Lanes are taken in order, and those that were begun are ended: the first finding does not depend on who is faster.
            while (!Volatile.Read(ref stops) && Interlocked.Increment(ref next) is var lane && lane < lanes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                found[lane] = await RunLaneAsync(seed, lane, Math.Min(cases, (lane + 1) * PerLane), counts);
                if (found[lane] is not null)
                {
                    Volatile.Write(ref stops, true);
                }
            }
        }, cancellationToken)));
        return found.FirstOrDefault(finding => finding is not null);
    }

    private async Task<Finding?> RunLaneAsync(ulong seed, long lane, long end, HistoryCounts counts)
    {
        var at = lane * PerLane;
        HistoryLane? site = null;
        try
        {
            site = new HistoryLane(backend, lane, Shape.All[(int)(lane % Shape.All.Count)], plant ?? ((storage, _) => storage));
            for (; at < end; at++)
            {
                var history = new HistoryCase(site, HistoryPlan.Of(site.Shape, Dice.Of(seed, at)), at, $"{at}", erases);
                if (await Task.Run(() => history.RunAsync(counts)).WaitAsync(_deadline) is { } wrong)
                {
                    var smallest = await new HistoryShrinker(site, erases).ShrinkAsync(history.Plan, at, wrong);
                    return new Finding(Level, seed, at, $"{smallest}\non the {backend.Name} backend");
                }
            }

            await Task.Run(site.Dispose).WaitAsync(_deadline);
            site = null;
            return null;
        }
#pragma warning disable CA1031 // whatever else the store does under faults is a finding too, a hang as well
        catch (Exception reason)
#pragma warning restore CA1031
        {
            return new Finding(Level, seed, Math.Min(at, end - 1), reason.ToString());
        }
        finally
        {
            // A store that failed may never close; what it kept is removed all the same.
            await (site?.AbandonAsync() ?? Task.CompletedTask);
        }
    }
}
