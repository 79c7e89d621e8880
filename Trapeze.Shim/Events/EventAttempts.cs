using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Policy;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Guard.Rising;
using Trapeze.Shim.Telemetry;
using Trapeze.Shim.Threads;

namespace Trapeze.Shim.Events;

/// <summary>Runs one attempt at a record: an activation at the record's label, in a scope of its own, on threads of its own.</summary>
/// <remarks>semantics §2, rule start: what the current policy does not start is set aside, never run.</remarks>
internal sealed class EventAttempts(
    EventQueue queue, SettledOptions settled, PolicyInForce policies, AuditedMonitor audited, ActivationScopes scopes,
    EventFunctions functions, OwnThreads threads, TimeProvider time, ILogger<EventAttempts> logger)
{
    private static readonly TimeSpan WhenFull = TimeSpan.FromSeconds(1);
    private readonly EventQueueOptions _options = settled.Events;
    private readonly RisingQuota _quota = new(settled.Value.HiddenRunsPerLabel, settled.Value.HiddenRuns, settled.Value.HiddenDeadline, time);

    internal async Task RunAsync(ClaimedRecord record, EventPlace place, CancellationToken stopping)
    {
        var policy = policies.Current;
        if (!policy.Order.TryParse(record.Label, out var label, out _))
        {
            await queue.SetAsideAsync(record, SetAsideReason.UnknownLabel);
        }
        else if (!policy.Subscribers(record.Name).Any(function => string.Equals(function.Name, record.Function, StringComparison.Ordinal)))
        {
            await queue.SetAsideAsync(record, SetAsideReason.NotSubscribed);
        }
        else
        {
            await AdmitAsync(record, place, policy, label, stopping);
        }
    }

    // As for requests: how many of a label may rise is bounded by what can be seen of them, and by how many there are in all.
    private async Task AdmitAsync(ClaimedRecord record, EventPlace place, FlowPolicy policy, Label label, CancellationToken stopping)
    {
        var clearance = policy.Functions[record.Function].ClearanceFor(label);
        if (ReferenceEquals(clearance, Clearance.None))
        {
            await RunAsync(record, place, policy, label, clearance, stopping);
        }
        else if (_quota.TryTake(label) is { } slot)
        {
            var hasRisen = false;
            var rising = new RisingClearance(clearance, to =>
            {
                place.Rise(to);
                if (!hasRisen)
                {
                    hasRisen = true;
                    slot.HoldUntilDeadline();
                }
            });
            try
            {
                await RunAsync(record, place, policy, label, rising, stopping);
            }
            finally
            {
                if (!hasRisen)
                {
                    slot.Release();
                }

                slot.End();
            }
        }
        else
        {
            await queue.PostponeAsync(record, time.GetUtcNow() + WhenFull);
        }
    }

    private async Task RunAsync(ClaimedRecord record, EventPlace place, FlowPolicy policy, Label label, Clearance clearance, CancellationToken stopping)
    {
        using var lease = new CancellationTokenSource(_options.Lease, time);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(lease.Token, stopping);
        var message = new EventMessage(record.Id, record.Name, record.Attempt, label, record.Payload);
        var run = Task.Factory.StartNew(
            () => ActivateAsync(record.Function, policy, message, clearance, cancellation.Token),
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            new OwnScheduler(threads)).Unwrap();
        try
        {
            await run.WaitAsync(_options.Lease + _options.Grace, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // It keeps its place in its label's lane for as long as it keeps a thread.
            await queue.SetAsideAsync(record, SetAsideReason.Hung);
            await run;
            return;
        }

        await (await run ? queue.CompleteAsync(record) : stopping.IsCancellationRequested ? queue.ReturnAsync(record) : queue.FailAsync(record with { Label = place.Label }));
    }

    // On the activation's own threads. Does not throw: what a function throws goes to its own log and says no more here than that it failed.
    private async Task<bool> ActivateAsync(string function, FlowPolicy policy, EventMessage message, Clearance clearance, CancellationToken cancellation)
    {
#pragma warning disable CA1031 // any failure is the same failed attempt
        try
        {
            var activation = audited.Monitor.Start(new ActivationStart
            {
                Function = function,
                Label = message.Label,
                Clearance = clearance,
            });
            await using var scope = scopes.Create(activation, policy, message.Id, () => cancellation);
            CurrentActivation.Enter(scope.ServiceProvider.GetRequiredService<ActivationContext>());
            await functions.Create(function, scope.ServiceProvider).RunAsync(message, cancellation);
            return true;
        }
        catch (Exception exception)
        {
            Tell(function, exception);
            return false;
        }
#pragma warning restore CA1031
    }

    private void Tell(string function, Exception exception)
    {
#pragma warning disable CA1031 // a log that fails changes nothing
        try
        {
            // Outside of an activation nobody would judge the line.
            if (CurrentActivation.Value is not null)
            {
                logger.FunctionFailed(function, exception);
            }
        }
        catch (Exception)
        {
        }
#pragma warning restore CA1031
    }
}
