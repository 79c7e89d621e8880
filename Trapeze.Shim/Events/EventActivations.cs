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

/// <summary>Starts records as activations: each at its record's label, in a scope of its own, on threads of its own.</summary>
/// <remarks>semantics §2, rule start: what the current policy does not start is not run.</remarks>
internal sealed class EventActivations(
    SettledOptions settled, PolicyInForce policies, AuditedMonitor audited, ActivationScopes scopes,
    EventFunctions functions, ServedFunction served, OwnThreads threads, TimeProvider time, ILogger<EventActivations> logger,
    IRunHost? host = null)
{
    private readonly EventQueueOptions _options = settled.Events;
    private readonly RisingQuota _quota = new(settled.Value.HiddenRunsPerLabel, settled.Value.HiddenRuns, settled.Value.HiddenDeadline, time);

    /// <summary>Starts one attempt, or says at once why the policy does not.</summary>
    /// <param name="record">The record.</param>
    /// <param name="onRise">Told of each raise out of sight of the record's label before it happens, under the activation's lock.</param>
    /// <param name="stopping">Asks the function to stop.</param>
    internal EventRun Start(EventRecord record, Action<Label>? onRise, CancellationToken stopping)
    {
        var run = new EventRun(record.Label, onRise);
        var policy = policies.Current;
        if (!policy.Order.TryParse(record.Label, out var label, out _))
        {
            Refuse(run, EventOutcome.UnknownLabel);
        }
        else if (!served.Is(record.Function) || !policy.Subscribers(record.Event).Any(function => string.Equals(function.Name, record.Function, StringComparison.Ordinal)))
        {
            Refuse(run, EventOutcome.NotSubscribed);
        }
        else if (host?.Admits(label, MayRise(policy, record.Function, label)) is false)
        {
            Refuse(run, EventOutcome.Busy);
        }
        else
        {
            Admit(run, record, policy, label, stopping);
        }

        return run;
    }

    /// <summary>Whether a function may rise from a label.</summary>
    internal static bool MayRise(FlowPolicy policy, string function, Label label) =>
        policy.Functions.TryGetValue(function, out var found) && !ReferenceEquals(found.ClearanceFor(label), Clearance.None);

    private static void Refuse(EventRun run, EventOutcome why)
    {
        run.End(why);
        run.Leave();
    }

    // As for requests: how many of a label may rise is bounded by what can be seen of them, and by how many there are in all.
    private void Admit(EventRun run, EventRecord record, FlowPolicy policy, Label label, CancellationToken stopping)
    {
        var clearance = policy.Functions[record.Function].ClearanceFor(label);
        if (ReferenceEquals(clearance, Clearance.None))
        {
            _ = RunAsync(run, record, policy, label, clearance, stopping);
        }
        else if (_quota.TryTake(label) is { } slot)
        {
            _ = RiseAsync(run, slot, record, policy, label, clearance, stopping);
        }
        else
        {
            Refuse(run, EventOutcome.Busy);
        }
    }

    private async Task RiseAsync(EventRun run, RisingSlot slot, EventRecord record, FlowPolicy policy, Label label, Clearance clearance, CancellationToken stopping)
    {
        var hasRisen = false;
        var rising = new RisingClearance(clearance, to =>
        {
            run.Rise(to);
            if (!hasRisen)
            {
                hasRisen = true;
                slot.HoldUntilDeadline();
            }
        });
        try
        {
            await RunAsync(run, record, policy, label, rising, stopping);
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

    private async Task RunAsync(EventRun run, EventRecord record, FlowPolicy policy, Label label, Clearance clearance, CancellationToken stopping)
    {
        using var lease = new CancellationTokenSource(_options.Lease, time);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(lease.Token, stopping);
        var message = new EventMessage(record.Id, record.Event, record.Attempt, label, record.Payload);
        var work = Task.Factory.StartNew(
            () => ActivateAsync(run, record.Function, policy, message, clearance, cancellation.Token),
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            new OwnScheduler(threads)).Unwrap();
        try
        {
            await work.WaitAsync(_options.Lease + _options.Grace, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            run.End(EventOutcome.Hung);
        }

        run.End(await work ? EventOutcome.Completed : EventOutcome.Failed);
        run.Leave();
    }

    // On the activation's own threads. Does not throw: what a function throws goes to its own log and says no more here than that it failed.
    private async Task<bool> ActivateAsync(EventRun run, string function, FlowPolicy policy, EventMessage message, Clearance clearance, CancellationToken cancellation)
    {
        Activation? activation = null;
#pragma warning disable CA1031 // any failure is the same failed attempt
        try
        {
            activation = audited.Monitor.Start(new ActivationStart
            {
                Function = function,
                Label = message.Label,
                Clearance = clearance,
            });
            host?.Begin(activation, !ReferenceEquals(clearance, Clearance.None), run.Left);
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
        finally
        {
            activation?.End();
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
