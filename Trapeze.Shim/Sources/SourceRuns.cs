using Trapeze.Shim.Composition;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Sources;

/// <summary>Runs batches: each record at its own label, and the source told of what failed below any raise.</summary>
internal sealed class SourceRuns(SourceOpening opening, SourceAttempts attempts, PolicyInForce policies, SettledOptions settled, SourceOptions options, TimeProvider time,
    IRunHost? host = null)
{
    /// <summary>Starts a batch.</summary>
    /// <param name="batch">Its records.</param>
    /// <param name="before">How far a process before this one has come with it.</param>
    /// <param name="stopping">The host has to answer now: what has not begun then counts as failed, and so does what does not end.</param>
    internal SourceRun Start(SourceBatch batch, SourceProgress? before, CancellationToken stopping)
    {
        var work = new SourceWork(batch, opening, attempts, policies.Current, settled.Events, options, time, host, before, stopping);
        var decided = Task.Run(work.DecideAsync, CancellationToken.None);
        return new SourceRun(decided, EndAsync(decided, work), () => work.Progress);
    }

    /// <summary>Starts a batch from its beginning.</summary>
    internal SourceRun Start(SourceBatch batch, CancellationToken stopping) => Start(batch, before: null, stopping);

    private static async Task EndAsync(Task decided, SourceWork work)
    {
        await decided.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await work.EndAsync();
    }
}
