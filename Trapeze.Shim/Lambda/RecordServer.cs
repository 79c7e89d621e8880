using Trapeze.Shim.Composition;
using Trapeze.Shim.Lambda.Instances;
using Trapeze.Shim.Lambda.Runtime;
using Trapeze.Shim.Sources;

namespace Trapeze.Shim.Lambda;

/// <summary>Serves the events of Lambda that are no requests: batches of records, each as activations at its own label.</summary>
internal sealed class RecordServer(LambdaProcess process, RuntimeApi runtime, PolicyInForce policies, SourceEvents events, SourceRuns runs, TimeProvider time)
{
    /// <summary>Answers an event's source, and runs what is hidden from it to its end.</summary>
    /// <param name="next">The event, and how far another process has come with it.</param>
    /// <param name="patience">After that what has not ended is asked to stop, and counts as failed.</param>
    /// <returns>The batch, of which something may still go on; <see langword="null"/> if the event is none.</returns>
    internal async Task<SourceRun?> ServeAsync(Handover next, TimeSpan patience)
    {
        var invocation = next.Invocation;
        if (!events.TryRead(invocation.Payload, policies.Current, out var batch))
        {
            await runtime.RefuseAsync(invocation.Id);
            return null;
        }

        using var stopping = new CancellationTokenSource(patience, time);
        var run = runs.Start(batch, SourceProgress.Read(next.Progress), stopping.Token);
        var reply = await run.Decided;
        if (run.Progress is { } left)
        {
            // What has risen holds the process until it ends, or as long as it may.
            await run.Ended.WaitAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            process.Renewal.Renew(invocation, left.ToBytes());
        }

        await (reply.IsError ? runtime.FailAsync(invocation.Id) : runtime.RespondAsync(invocation.Id, reply.Bytes));
        await run.Ended.WaitAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return run;
    }
}
