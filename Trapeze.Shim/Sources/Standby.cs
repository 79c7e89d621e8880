using Trapeze.Core.Labels;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Sources;

/// <summary>What becomes of a record that has risen: the next attempt, kept at the label that it rose to, and void if this one ends well.</summary>
/// <remarks>
/// Its source is told at the raise that it is done, so from then on it is kept here: it survives the process. Each raise takes it up, so that whether it runs is
/// known nowhere below. Invariant: the next attempt is not due before this one has ended or is counted as hung.
/// </remarks>
internal sealed class Standby(IEventTransport transport, IClaims claims, SettledOptions settled, TimeProvider time, EventRecord record, TimeSpan remembered)
{
    private readonly Lock _lock = new();
    private Task? _first;
    private Task _last = Task.CompletedTask;
    private string? _label;

    /// <summary>Ends when the record is kept at the first label that it rose to: that has to be before its source forgets it.</summary>
    /// <exception cref="EventsUnavailableException">It could not be kept.</exception>
    internal Task Kept
    {
        get
        {
            lock (_lock)
            {
                return _first ?? Task.CompletedTask;
            }
        }
    }

    internal void Rise(Label to)
    {
        lock (_lock)
        {
            var before = _label;
            _label = to.ToString();
            _last = KeepAsync(_last, _label, before);
            _first ??= _last;
        }
    }

    /// <summary>After the end: what ended well is not tried again.</summary>
    internal async Task EndAsync(EventOutcome outcome)
    {
        Task last;
        string? label;
        lock (_lock)
        {
            last = _last;
            label = _label;
        }

        try
        {
            await last;
            if (label is not null && outcome == EventOutcome.Completed)
            {
                await VoidAsync(label);
            }
        }
        catch (EventsUnavailableException)
        {
            // Then it runs once more: at least once.
        }
    }

    private async Task KeepAsync(Task earlier, string label, string? before)
    {
        // Not under the activation's lock.
        await Task.Yield();
        var options = settled.Events;
        var wait = record.Attempt <= options.Retries.Length ? options.Retries[record.Attempt - 1] : TimeSpan.Zero;
        await transport.AppendAsync(new NewEvent(
            record.Event, label, [record.Function], record.Payload, time.GetUtcNow() + options.Lease + options.Grace + wait, DeduplicationId: null)
        {
            MessageId = record.Id,
            Attempt = record.Attempt + 1,
        });
        if (before is not null)
        {
            await earlier;
            await VoidAsync(before);
        }
    }

    private Task VoidAsync(string label) =>
        claims.CompleteAsync(OpenedRecord.ClaimOf(record.Id, record.Function, record.Attempt + 1, label), time.GetUtcNow() + remembered);
}
