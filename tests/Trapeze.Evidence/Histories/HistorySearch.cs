using Trapeze.Evidence.Histories.Backends;
using Trapeze.Evidence.Histories.Clients;
using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Histories.Scheduling;
using Trapeze.Store.Engine;

namespace Trapeze.Evidence.Histories;

/// <summary>Runs histories on a backend until one is wrong.</summary>
/// <param name="backend">On what.</param>
/// <param name="plant">What stands between the engine and the storage; the storage itself, unless an anomaly is planted.</param>
internal sealed class HistorySearch(IHistoryBackend backend, Func<IFacetStorage, IHistorySite, IFacetStorage>? plant = null)
{
    private const string Level = "histories";

    // Histories of one site, one after another; then a new one, so that files stay small.
    private const int PerLane = 20;

    // One in so many runs on real threads.
    private const int FreeShare = 4;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Looks at the first cases of a seed.</summary>
    /// <returns>The first that is wrong; <see langword="null"/> if none is.</returns>
    public async Task<Finding?> RunAsync(ulong seed, long cases, HistoryCounts counts, CancellationToken cancellationToken)
    {
        var lanes = (cases + PerLane - 1) / PerLane;
        var next = -1L;
        var found = new Finding?[lanes];
        var stops = long.MaxValue;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Environment.ProcessorCount, (int)Math.Min(lanes, 64))).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var lane && lane < lanes && lane < Interlocked.Read(ref stops))
            {
                cancellationToken.ThrowIfCancellationRequested();
                found[lane] = await RunLaneAsync(seed, lane, Math.Min(cases, (lane + 1) * PerLane), counts);
                if (found[lane] is not null)
                {
                    Interlocked.Exchange(ref stops, Math.Min(lane, Interlocked.Read(ref stops)));
                }
            }
        }, cancellationToken)));
        return found.FirstOrDefault(finding => finding is not null);
    }

    private async Task<Finding?> RunLaneAsync(ulong seed, long lane, long end, HistoryCounts counts)
    {
        var at = lane * PerLane;
        try
        {
            using var site = new HistoryLane(backend, Shape.All[(int)(lane % Shape.All.Count)], plant ?? ((storage, _) => storage));
            for (; at < end; at++)
            {
                var @case = at;
                if (await Task.Run(() => RunCaseAsync(site, seed, @case, counts)).WaitAsync(Deadline) is { } wrong)
                {
                    return new Finding(Level, seed, at, $"{wrong}\non the {backend.Name} backend");
                }
            }

            return null;
        }
#pragma warning disable CA1031 // whatever else the store does under faults is a finding too
        catch (Exception reason)
#pragma warning restore CA1031
        {
            return new Finding(Level, seed, at, reason.ToString());
        }
    }

    private static async Task<string?> RunCaseAsync(HistoryLane lane, ulong seed, long @case, HistoryCounts counts)
    {
        var plan = HistoryPlan.Of(lane.Shape, Dice.Of(seed, @case));
        var run = new HistoryRun(lane, plan, $"h{@case}");
        var crashes = lane.Crashes;
        var hidden = plan.Clients.Where(client => !plan.Sees(lane.Shape, client)).Select(client => client.Index).ToHashSet();
        if (@case % FreeShare == FreeShare - 1)
        {
            var fault = await run.RunAsync(new FreeRun(), _ => true);
            counts.Add(new HistoryTally(run, hidden.Contains) { IsFree = true, HasCrashed = lane.Crashes > crashes });
            return fault;
        }

        var order = new Dice(plan.ScheduleSeed);
        var simulation = new Simulation(waiting => order.Next(waiting.Count));
        var wrong = await run.RunAsync(simulation, _ => true);
        var hasCrashed = lane.Crashes > crashes;
        if (wrong is null && hidden.Count > 0 && hidden.Count < plan.Clients.Count)
        {
            wrong = await RunVisibleAsync(lane, plan, run, simulation, $"v{@case}", hidden);
        }

        counts.Add(new HistoryTally(run, hidden.Contains)
        {
            IsErased = hidden.Count > 0 && hidden.Count < plan.Clients.Count,
            HasCrashed = hasCrashed,
            Strays = simulation.Strays,
        });
        return wrong;
    }

    // The same steps of those that the observer may see, in the same order, and nobody else's.
    private static async Task<string?> RunVisibleAsync(HistoryLane lane, HistoryPlan plan, HistoryRun whole, Simulation simulation, string name, HashSet<int> hidden)
    {
        var turns = new Queue<(int Client, int Which)>(simulation.Turns.Where(turn => !hidden.Contains(turn.Client)));
        var visible = new HistoryRun(lane, plan, name);
        var again = new Simulation(waiting =>
            turns.TryDequeue(out var turn) && waiting.Select((client, index) => (client, index)).Where(each => each.client == turn.Client).Skip(turn.Which).Select(each => (int?)each.index).FirstOrDefault() is { } at ? at : 0);
        if (await visible.RunAsync(again, client => !hidden.Contains(client.Index)) is { } wrong)
        {
            return wrong;
        }

        var (with, without) = (whole.Observed.ToList(), visible.Observed.ToList());
        if (turns.Count == 0 && with.SequenceEqual(without, StringComparer.Ordinal))
        {
            return null;
        }

        var at = with.Zip(without).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"seen from {lane.Shape.Texts[plan.Observer]}, with what is hidden: `{with.ElementAtOrDefault(at)}`; without: `{without.ElementAtOrDefault(at)}`; {turns.Count} steps more with\n"
            + string.Join('\n', plan.Clients.Select(client => $"  {ClientText(client, hidden)}"));
    }

    private static string ClientText(ClientPlan client, HashSet<int> hidden) =>
        $"c{client.Index} at {client.Label}{(hidden.Contains(client.Index) ? " (hidden)" : "")}: {string.Join("; ", client.Program)}";
}
