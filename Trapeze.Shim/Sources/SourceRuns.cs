using Trapeze.Shim.Composition;

namespace Trapeze.Shim.Sources;

/// <summary>Runs batches: each record at its own label, and the source told of what failed below any raise.</summary>
internal sealed class SourceRuns(SourceOpening opening, SourceAttempts attempts, PolicyInForce policies, SettledOptions settled, SourceOptions options, TimeProvider time)
{
    /// <summary>Starts a batch.</summary>
    /// <param name="batch">Its records.</param>
    /// <param name="stopping">The host has to answer now: what has not begun then counts as failed, and so does what does not end.</param>
    internal SourceRun Start(SourceBatch batch, CancellationToken stopping)
    {
        var work = new SourceWork(batch, opening, attempts, policies.Current, settled.Events, options, time, stopping);
        var decided = Task.Run(work.DecideAsync, CancellationToken.None);
        return new SourceRun(decided, EndAsync(decided, work));
    }

    private static async Task EndAsync(Task decided, SourceWork work)
    {
        await decided.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await work.HiddenAsync();
    }
}
