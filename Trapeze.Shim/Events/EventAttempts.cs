namespace Trapeze.Shim.Events;

/// <summary>Attempts at the records of the queue, and what their outcomes mean for it.</summary>
internal sealed class EventAttempts(EventQueue queue, EventActivations activations, TimeProvider time)
{
    private static readonly TimeSpan WhenFull = TimeSpan.FromSeconds(1);

    internal async Task RunAsync(ClaimedRecord record, EventPlace place, CancellationToken stopping)
    {
        var run = activations.Start(
            new EventRecord(record.Id, record.Name, record.Function, record.Label, record.Payload, record.Attempt), to => place.Rise(record, to), stopping);
        await (await run.Ended switch
        {
            EventOutcome.Completed => queue.CompleteAsync(record),
            EventOutcome.UnknownLabel => queue.SetAsideAsync(record, SetAsideReason.UnknownLabel),
            EventOutcome.NotSubscribed => queue.SetAsideAsync(record, SetAsideReason.NotSubscribed),
            EventOutcome.Busy => queue.PostponeAsync(record, time.GetUtcNow() + WhenFull),
            EventOutcome.Hung => queue.SetAsideAsync(record, SetAsideReason.Hung),
            _ when stopping.IsCancellationRequested => queue.ReturnAsync(record),
            _ => queue.FailAsync(record with { Label = place.Label }),
        });

        // It keeps its place in its label's lane for as long as it keeps a thread.
        await run.Left;
    }
}
