using Trapeze.Evidence.Histories.Backends;
using Trapeze.Evidence.Histories.Scheduling;

namespace Trapeze.Evidence.Histories;

/// <summary>A plan and its runs: on real threads; or simulated, and then again without what its observer may not see.</summary>
internal sealed class HistoryCase(HistoryLane lane, HistoryPlan plan, long number, string name, bool erases)
{
    // One in so many runs on real threads.
    private const int FreeShare = 4;

    private readonly HashSet<int> _hidden = [.. plan.Clients.Where(client => !plan.Sees(lane.Shape, client)).Select(client => client.Index)];

    public HistoryPlan Plan => plan;

    public static bool IsFree(long number) => number % FreeShare == FreeShare - 1;

    /// <summary>Runs it.</summary>
    /// <returns>What was wrong; <see langword="null"/> if nothing was.</returns>
    public async Task<string?> RunAsync(HistoryCounts counts)
    {
        var run = new HistoryRun(lane, plan, $"h{name}");
        var crashes = lane.Crashes;
        if (IsFree(number))
        {
            var found = await run.RunAsync(new FreeRun(), _ => true);
            counts.Add(new HistoryTally(run, _hidden.Contains) { IsFree = true, HasCrashed = lane.Crashes > crashes });
            return found;
        }

        var order = new Dice(plan.ScheduleSeed);
        var simulation = new Simulation(waiting => order.Next(waiting.Count));
        var wrong = await run.RunAsync(simulation, _ => true);
        var isErased = erases && lane.Site.IsRepeatable && _hidden.Count > 0 && _hidden.Count < plan.Clients.Count;
        counts.Add(new HistoryTally(run, _hidden.Contains) { IsErased = isErased, HasCrashed = lane.Crashes > crashes, Strays = simulation.Strays });
        return wrong ?? (isErased ? await RunVisibleAsync(run, simulation) : null);
    }

    // The same steps of those that the observer may see, in the same order, and nobody else's.
    private async Task<string?> RunVisibleAsync(HistoryRun whole, Simulation simulation)
    {
        var turns = new Queue<(int Client, int Which)>(simulation.Turns.Where(turn => !_hidden.Contains(turn.Client)));
        var visible = new HistoryRun(lane, plan, $"v{name}");
        var again = new Simulation(waiting => turns.TryDequeue(out var turn) ? IndexOf(waiting, turn) : 0);
        if (await visible.RunAsync(again, client => !_hidden.Contains(client.Index)) is { } wrong)
        {
            return wrong;
        }

        var (with, without) = (whole.Observed.ToList(), visible.Observed.ToList());
        if (turns.Count == 0 && again.Turns.Count == simulation.Turns.Count(turn => !_hidden.Contains(turn.Client)) && with.SequenceEqual(without, StringComparer.Ordinal))
        {
            return null;
        }

        var at = with.Zip(without).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"seen from {lane.Shape.Texts[plan.Observer]}, with what is hidden: `{with.ElementAtOrDefault(at)}`; without: `{without.ElementAtOrDefault(at)}`; {turns.Count} steps more with";
    }

    // Whoever waits first, if who should be waiting is not.
    private static int IndexOf(IReadOnlyList<int> waiting, (int Client, int Which) turn)
    {
        var left = turn.Which;
        for (var index = 0; index < waiting.Count; index++)
        {
            if (waiting[index] == turn.Client && left-- == 0)
            {
                return index;
            }
        }

        return 0;
    }
}
