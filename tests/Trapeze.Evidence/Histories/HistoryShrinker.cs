using Trapeze.Evidence.Histories.Backends;

namespace Trapeze.Evidence.Histories;

/// <summary>Looks for a smaller history that is wrong too: one client less, or one step.</summary>
internal sealed class HistoryShrinker(HistoryLane lane, bool erases)
{
    private const int MostRuns = 150;

    // Each smaller plan is tried with this many orders of steps.
    private const int Orders = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private int _runs;

    /// <summary>What is wrong in the smallest that was found, and the plan of it.</summary>
    /// <param name="plan">What was run.</param>
    /// <param name="number">The case's number.</param>
    /// <param name="wrong">What was wrong with it.</param>
    public async Task<string> ShrinkAsync(HistoryPlan plan, long number, string wrong)
    {
        // On real threads the same plan need not go wrong again.
        while (!HistoryCase.IsFree(number) && await FindSmallerAsync(plan, number) is var (smaller, text))
        {
            (plan, wrong) = (smaller, text);
        }

        return $"{wrong}\n{string.Join('\n', plan.Clients.Select(client => $"  c{client.Index} at {client.Label}: {string.Join("; ", client.Program)}"))}";
    }

    private async Task<(HistoryPlan Plan, string Wrong)?> FindSmallerAsync(HistoryPlan plan, long number)
    {
        foreach (var smaller in plan.Smaller())
        {
            for (var order = 0UL; order < Orders && _runs < MostRuns; order++)
            {
                var tried = smaller with { ScheduleSeed = plan.ScheduleSeed + order };
                if (await RunAsync(new HistoryCase(lane, tried, number, $"{number}.{++_runs}", erases)) is { } wrong)
                {
                    return (tried, wrong);
                }
            }
        }

        return null;
    }

    private async Task<string?> RunAsync(HistoryCase tried)
    {
        try
        {
            return await Task.Run(() => tried.RunAsync(new HistoryCounts())).WaitAsync(Patience);
        }
#pragma warning disable CA1031 // a store that went wrong may do anything: then what was found stays as it is
        catch (Exception)
#pragma warning restore CA1031
        {
            _runs = MostRuns;
            return null;
        }
    }
}
