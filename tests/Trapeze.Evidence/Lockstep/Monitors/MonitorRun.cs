using Trapeze.Core.Activations;
using Trapeze.Core.Declassification;
using Trapeze.Evidence.Lockstep.Labels;
using Trapeze.Evidence.Lockstep.Policies;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>Runs the monitor's operations of one program on both.</summary>
internal sealed class MonitorRun(ActivationTwins twins, IReadOnlyList<Twin> labels, Tally tally)
{
    private readonly Verdicts _verdicts = new(twins, tally);
    private readonly Outlets _outlets = new(twins, labels);
    private int _requests;

    private World World => twins.World;

    private PolicyDraft Draft => twins.World.Draft;

    /// <summary>What a release into a table does besides, where there is one.</summary>
    internal Func<Declassifier, int, Task>? IntoTable { get; init; }

    internal async Task RunAsync(Operation operation)
    {
        var live = twins.Live;
        if (operation.Kind is OperationKind.StartEvent && twins.Pending.Count > 0)
        {
            tally.Add("monitor: StartEvent");
            tally.Add("monitor: operations");
            tally.Add(twins.StartEvent(operation.Actor % twins.Pending.Count, operation.Throws) is null ? "monitor: event dropped" : "monitor: event started");
        }
        else if (operation.Kind is OperationKind.Call or OperationKind.StartEvent || live.Count == 0)
        {
            Call(operation);
        }
        else
        {
            var actor = live[operation.Actor % live.Count];
            tally.Add($"monitor: {operation.Kind}");
            tally.Add("monitor: operations");
            switch (operation.Kind)
            {
                case OperationKind.RaiseLabel:
                    RaiseLabel(actor, operation);
                    break;
                case OperationKind.Reply:
                    Reply(actor, operation);
                    break;
                case OperationKind.Send:
                    Send(actor, operation);
                    break;
                case OperationKind.Receive:
                    Receive(actor, operation);
                    break;
                case OperationKind.Invoke:
                    Invoke(actor, operation);
                    break;
                case OperationKind.Declassify:
                    await new Releases(twins, _outlets, _verdicts, tally).RunAsync(actor, operation, IntoTable);
                    break;
                default:
                    Fail(actor);
                    break;
            }
        }

        twins.Compare();
        _outlets.Compare();
    }

    // A caller comes by a route: the policy says who that is, whether it is let in, where it starts and what the reply may carry.
    internal Actor? Call(Operation operation)
    {
        tally.Add("monitor: Call");
        tally.Add("monitor: operations");
        var caller = Caller.Of(operation.Other % 16);
        var function = operation.Subject % Draft.Functions.Length;
        var start = World.StartOf(caller);
        var reply = start is { } at ? World.ReplyTo(at) : null;
        var resolved = World.Policy.Callers.Resolve(World.Principal(caller));
        Disagreement.Unless($"{caller} is somebody", reply is not null, resolved is not null);
        if (resolved is null)
        {
            tally.Add("monitor: call refused");
            return null;
        }

        var meanings = World.Meanings;
        Disagreement.Unless($"where {caller} starts", meanings.Text(start!.Value), meanings.Text(meanings.Of(resolved.Start)));
        Disagreement.Unless($"what the reply to {caller} may carry", meanings.Text(reply!.Value), meanings.Text(meanings.Of(resolved.Reply)));
        var admitted = World.Admits(function, start.Value);
        Disagreement.Unless($"function {function} admits {resolved.Start}", admitted, World.Policy.Functions[Draft.Functions[function].Name].Admits(resolved.Start));
        if (!admitted)
        {
            tally.Add("monitor: call refused");
            return null;
        }

        // Now and then a reply that the start may be above of, or none.
        var own = new Twin(reply.Value, resolved.Reply);
        var other = operation.Value switch { 0 => labels[operation.Label % labels.Count], 1 => null, _ => own };
        return twins.Start(function, new Model.Event(function, 0, start.Value, ++_requests, other?.Machine), resolved.Start, other?.Shipping, operation.Throws);
    }

    private void RaiseLabel(Actor actor, Operation operation)
    {
        var label = labels[operation.Label % labels.Count];
        var before = twins.Machine(actor);
        var at = actor.Shipping.Label;
        var asked = operation.Joins ? at.Join(label.Shipping) : label.Shipping;
        var target = operation.Joins ? before.Label.Join(label.Machine) : label.Machine;
        var refusals = actor.Reply?.Refusals.Count ?? 0;
        var waits = actor.Reply?.Waits.Count ?? 0;
        var allowed = twins.Decide("RaiseLabel", operation, Rule.RaiseLabel, null, () => actor.Shipping.TryRaiseLabel(asked), () => actor.Shipping.RaiseLabel(asked));
        if (_verdicts.Unrecorded(operation, allowed))
        {
            return;
        }

        var step = twins.Step(
            actor,
            new Model.Instruction(Model.Rule.RaiseLabel) { Label = label.Machine, Joins = operation.Joins },
            Grounds.Clearance(World, actor.Function, actor.Start, target));
        var raised = _verdicts.Allowed("RaiseLabel", actor, allowed);
        var closes = step.Output.Kind == Model.OutputKind.Refused;
        Disagreement.Unless("refusals that the reply sees", refusals + (closes ? 1 : 0), actor.Reply?.Refusals.Count ?? 0);
        Disagreement.Unless("the label when the reply is refused", true, !closes || at.Equals(actor.Reply!.Refusals[^1]));
        var hides = raised && before.ReplyLabel is { } reply && !target.FlowsTo(reply);
        Disagreement.Unless("waits for the reply to have left", waits + (hides ? 1 : 0), actor.Reply?.Waits.Count ?? 0);
        Disagreement.Unless("the label while the reply leaves", true, !hides || at.Equals(actor.Reply!.Waits[^1]));
        tally.Add("monitor: reply cut", closes ? 1 : 0);
        tally.Add("monitor: raise behind the reply", hides ? 1 : 0);
        var name = Draft.Functions[actor.Function].Name;
        var reason = raised ? RefusalReason.None : before.Label.FlowsTo(target) ? RefusalReason.AboveClearance : RefusalReason.LabelDoesNotFlow;
        var record = new Expected(Rule.RaiseLabel, reason, name, before.Label, null, target);
        if (closes)
        {
            twins.CompareAudit(record, new Expected(Rule.Reply, RefusalReason.LabelDoesNotFlow, name, before.Label, null, before.ReplyLabel));
        }
        else
        {
            twins.CompareAudit(record);
        }
    }

    private void Reply(Actor actor, Operation operation)
    {
        tally.Add("Activation.TryReply");
        var committed = -1;
        var allowed = actor.Shipping.TryReply(operation.Value, value => committed = value);
        var step = twins.Step(actor, new Model.Instruction(Model.Rule.Reply) { Constant = operation.Value });
        _verdicts.Allowed("Reply", actor, allowed);
        Disagreement.Unless("what the reply carries", step.Output.Kind == Model.OutputKind.Replied ? step.Output.Value : -1, committed);
    }

    private void Send(Actor actor, Operation operation)
    {
        if (_outlets.Channel(actor, operation) is not ({ } shipping, { } machine))
        {
            return;
        }

        var before = twins.Machine(actor).Label;
        tally.Add("Activation.FlowsTo");
        Disagreement.Unless("what may be sent without a record", before.FlowsTo(machine.Label), actor.Shipping.FlowsTo(shipping.Label));
        var allowed = twins.Decide("Send", operation, Rule.Send, shipping.Name, () => actor.Shipping.TrySend(shipping), () => actor.Shipping.Send(shipping));
        if (_verdicts.Unrecorded(operation, allowed))
        {
            return;
        }

        var step = twins.Step(actor, new Model.Instruction(Model.Rule.Send) { Constant = operation.Value }, channel: machine);
        _outlets.Deliver(step, shipping, operation.Value, allowed);
        var reason = _verdicts.Allowed("Send", actor, allowed) ? RefusalReason.None : RefusalReason.LabelDoesNotFlow;
        twins.CompareAudit(new Expected(Rule.Send, reason, Draft.Functions[actor.Function].Name, before, shipping.Name, machine.Label));
    }

    private void Receive(Actor actor, Operation operation)
    {
        if (_outlets.Channel(actor, operation) is not ({ } shipping, { } machine))
        {
            return;
        }

        var before = twins.Machine(actor).Label;
        var allowed = twins.Decide("Receive", operation, Rule.Receive, shipping.Name, () => actor.Shipping.TryReceive(shipping), () => actor.Shipping.Receive(shipping));
        if (_verdicts.Unrecorded(operation, allowed))
        {
            return;
        }

        twins.Step(actor, new Model.Instruction(Model.Rule.Receive), channel: machine);
        var reason = _verdicts.Allowed("Receive", actor, allowed) ? RefusalReason.None : RefusalReason.AnswerAboveLabel;
        twins.CompareAudit(new Expected(Rule.Receive, reason, Draft.Functions[actor.Function].Name, before, shipping.Name, machine.Answers));
    }

    private void Invoke(Actor actor, Operation operation)
    {
        var label = labels[operation.Label % labels.Count];
        var before = twins.Machine(actor).Label;
        var to = operation.Joins ? actor.Shipping.Label.Join(label.Shipping) : label.Shipping;
        var target = operation.Joins ? before.Join(label.Machine) : label.Machine;
        var function = operation.Subject % (Draft.Functions.Length + 1);
        var name = function < Draft.Functions.Length ? Draft.Functions[function].Name : "nobody";
        var allowed = twins.Decide("Invoke", operation, Rule.Invoke, name, () => actor.Shipping.TryInvoke(name, to), () => actor.Shipping.Invoke(name, to));
        if (_verdicts.Unrecorded(operation, allowed))
        {
            return;
        }

        twins.Step(actor, new Model.Instruction(Model.Rule.Invoke) { Subject = function, Constant = operation.Value, Label = label.Machine, Joins = operation.Joins });
        var asked = _verdicts.Allowed("Invoke", actor, allowed);
        if (asked)
        {
            twins.Leave(name, to);
        }

        twins.CompareAudit(new Expected(
            Rule.Invoke, asked ? RefusalReason.None : RefusalReason.LabelDoesNotFlow, Draft.Functions[actor.Function].Name, before, name, target));
    }

    // The host's part of a function's crash: what it had not answered becomes the constant failure.
    private void Fail(Actor actor)
    {
        tally.Add("Activation.TryCloseReply");
        var wasOpen = actor.Shipping.TryCloseReply();
        var step = twins.Step(actor, new Model.Instruction(Model.Rule.Fail));
        Disagreement.Unless("the reply is closed by the failure", step.Output.Kind == Model.OutputKind.Failed, wasOpen);
        actor.Ended = true;
        tally.Add("Activation.End");
        actor.Shipping.End();
        Disagreement.Unless("what has ended rises no more", RefusalReason.Ended, actor.Shipping.TryRaiseLabel(actor.Shipping.Label).Reason);
    }
}
