using System.Collections.Immutable;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Policy;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Sources;

/// <summary>Does one record: sets it aside, sends it on until it is due, or runs it once for each function that it is for.</summary>
/// <remarks>Every answer is whether its source may forget it. An exception is none: the record comes again.</remarks>
internal sealed class SourceAttempts(
    EventActivations activations, IEventTransport transport, IClaims claims, AuditedMonitor audited, SettledOptions settled, SourceOptions options, TimeProvider time)
{
    private static readonly TimeSpan Unsure = 3 * EnvelopeSeal.Skew;
    private readonly EventQueueOptions _events = settled.Events;

    /// <param name="opened">The record.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="isDeaf">Whether its source sends nothing again.</param>
    /// <param name="goesOn">Told of what goes on after the answer: above a raise, or because it hangs.</param>
    /// <param name="stopping">Asks functions to stop.</param>
    internal async Task<bool> RunAsync(OpenedRecord opened, FlowPolicy policy, bool isDeaf, Action<Task> goesOn, CancellationToken stopping)
    {
        if (opened.Refusal is { } why)
        {
            await SetAsideAsync(opened, policy, why);
        }
        else if (opened.Attempt > _events.Retries.Length + 1)
        {
            await SetAsideAsync(opened, policy, SetAsideReason.Failed);
        }
        else if (opened.Due > time.GetUtcNow())
        {
            await SendAsync(opened, opened.Functions, opened.Attempt, opened.Due);
        }
        else
        {
            var done = await Task.WhenAll(opened.Functions.Select(function => RunAsync(opened, function, policy, isDeaf, goesOn, stopping)));
            return done.All(one => one);
        }

        return true;
    }

    private async Task<bool> RunAsync(OpenedRecord opened, string function, FlowPolicy policy, bool isDeaf, Action<Task> goesOn, CancellationToken stopping)
    {
        var id = opened.IdFor(function);
        var claim = OpenedRecord.ClaimOf(id, function, opened.Attempt, opened.Label);
        var taken = await claims.TryClaimAsync(claim, time.GetUtcNow() + _events.Lease + _events.Grace + _events.Grace);
        if (taken != ClaimOutcome.Taken)
        {
            return taken == ClaimOutcome.Done || isDeaf;
        }

        var record = new EventRecord(id, opened.Event, function, opened.Label, opened.Record.Body, opened.Attempt);
        var standby = new Standby(transport, claims, settled, time, record, options.Remembered);
        var run = activations.Start(record, standby.Rise, stopping);
        switch (await run.Decided)
        {
            case EventOutcome.Completed:
                break;
            case EventOutcome.Risen:
                goesOn(FollowAsync(run, standby));
                await standby.Kept;
                break;
            case EventOutcome.UnknownLabel:
                await SetAsideAsync(opened, policy, SetAsideReason.UnknownLabel, function);
                break;
            case EventOutcome.NotSubscribed:
                await SetAsideAsync(opened, policy, SetAsideReason.NotSubscribed, function);
                break;
            case EventOutcome.Hung:
                goesOn(run.Left);
                await SetAsideAsync(opened, policy, SetAsideReason.Hung, function);
                break;
            case var outcome when isDeaf || opened.Record.Function is not null:
                // Trapeze's own queues, too, know nothing of schedules and of when it is enough.
                await SendAgainAsync(opened, policy, function, isCounted: outcome == EventOutcome.Failed && !stopping.IsCancellationRequested);
                break;
            default:
                await claims.ReleaseAsync(claim);
                return false;
        }

        await claims.CompleteAsync(claim, Beyond(opened.Expires));
        return true;
    }

    // As long as its envelope opens anywhere, it can be sent again.
    private static DateTimeOffset Beyond(DateTimeOffset expires) => expires > Envelope.Never - Unsure ? Envelope.Never : expires + Unsure;

    private static async Task FollowAsync(EventRun run, Standby standby) => await standby.EndAsync(await run.Ended);

    private async Task SendAgainAsync(OpenedRecord opened, FlowPolicy policy, string function, bool isCounted)
    {
        if (isCounted && opened.Attempt > _events.Retries.Length)
        {
            await SetAsideAsync(opened, policy, SetAsideReason.Failed, function);
            return;
        }

        var wait = isCounted ? _events.Retries[opened.Attempt - 1] : TimeSpan.FromSeconds(1);
        await SendAsync(opened, [function], isCounted ? opened.Attempt + 1 : opened.Attempt, time.GetUtcNow() + wait);
    }

    private async Task SendAsync(OpenedRecord opened, ImmutableArray<string> functions, int attempt, DateTimeOffset due)
    {
        foreach (var function in functions)
        {
            await transport.AppendAsync(new NewEvent(opened.Event, opened.Label, [function], opened.Record.Body, due, DeduplicationId: null) { MessageId = opened.IdFor(function), Attempt = attempt });
        }
    }

    // The place where it is kept first, so that the log names nothing that is not there.
    private async Task SetAsideAsync(OpenedRecord opened, FlowPolicy policy, SetAsideReason why, string function = "")
    {
        await transport.AppendAsync(new NewEvent(
            opened.Event.Length > 0 ? opened.Event : opened.Record.Source, opened.Label, [function], opened.Record.Body, time.GetUtcNow(), DeduplicationId: null)
        {
            MessageId = opened.Id.Length > 0 ? opened.IdFor(function) : null,
            Attempt = opened.Attempt,
            Aside = why,
        });
        var label = policy.Order.TryParse(opened.Label, out var carried, out _) ? carried : policy.Order.Top;
        audited.Audit.Record(new AuditRecord(
            ActivationId.Create(), function, Decision.Refuse(Rule.Start, RefusalReason.NoRule), label, opened.Record.Source, Target: null)
        {
            Detail = why.ToString(),
        });
    }
}
