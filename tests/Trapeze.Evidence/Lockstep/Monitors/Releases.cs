using Trapeze.Core.Activations;
using Trapeze.Core.Channels;
using Trapeze.Core.Declassification;
using Trapeze.Evidence.Lockstep.Policies;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>The rule declassify: into a channel, the table or an event.</summary>
internal sealed class Releases(ActivationTwins twins, Outlets outlets, Verdicts verdicts, Tally tally)
{
    private World World => twins.World;

    private PolicyDraft Draft => twins.World.Draft;

    internal async Task RunAsync(Actor actor, Operation operation, Func<Declassifier, int, Task>? intoTable)
    {
        if (Draft.Declassifiers.IsEmpty)
        {
            return;
        }

        // Mostly one of the function's own.
        var own = Draft.Declassifiers.Where(each => each.Function == actor.Function).ToList();
        var rule = own.Count > 0 && operation.Label % 4 > 0 ? own[operation.Subject % own.Count] : Draft.Declassifiers[operation.Subject % Draft.Declassifiers.Length];
        var shipping = World.Policy.Declassifiers[rule.Name].For(actor.Shipping.StartLabel);
        var machine = Release.Ground(World, rule, actor.Start);
        Disagreement.Unless($"{rule.Name} is bound", machine is not null, shipping is not null);
        if (shipping is null || machine is null)
        {
            tally.Add("monitor: declassifier not bound");
            return;
        }

        var into = Release.Into(rule, operation, Draft);
        var channel = into.Kind == Model.Sinks.Channel ? outlets.Channel(actor, operation with { Subject = into.Subject, Label = operation.Other }) : default;
        if (into.Kind == Model.Sinks.Channel && channel.Shipping is null)
        {
            return;
        }

        var before = twins.Machine(actor).Label;
        var (name, throws) = channel.Shipping is { } sink
            ? ("Declassify(Channel)", () => actor.Shipping.Declassify(shipping, sink))
            : ("Declassify(String)", (Action)(() => actor.Shipping.Declassify(shipping, into.Name)));
        var allowed = twins.Decide(name, operation, Rule.Declassify, rule.Name, () => channel.Shipping is { } to ? actor.Shipping.TryDeclassify(shipping, to) : actor.Shipping.TryDeclassify(shipping, into.Name), throws);
        if (verdicts.Unrecorded(operation, allowed))
        {
            return;
        }

        var listed = rule.Into.Contains(into.Name, StringComparer.Ordinal);
        var ground = machine with { Sinks = listed ? into.Kind : Model.Sinks.None };
        var step = twins.Step(
            actor,
            new Model.Instruction(Model.Rule.Declassify) { Constant = operation.Value, Sink = into.Kind, SinkSubject = into.Kind == Model.Sinks.Channel ? 0 : into.Subject },
            channel: channel.Machine,
            declassifier: ground);
        if (verdicts.Allowed("Declassify", actor, allowed))
        {
            tally.Add($"monitor: released into {into.Kind}");
            await ReleasedAsync(step, shipping, into, channel.Shipping, intoTable);
        }

        twins.CompareAudit(new Expected(
            Rule.Declassify, Release.Reason(ground, actor.Function, before, into.Kind, channel.Machine), Draft.Functions[actor.Function].Name, before, rule.Name, machine.To, into.Name));
    }

    private async Task ReleasedAsync(Model.Step step, Declassifier declassifier, Release into, Channel? channel, Func<Declassifier, int, Task>? intoTable)
    {
        switch (into.Kind)
        {
            case Model.Sinks.Channel:
                outlets.Deliver(step, channel!, step.Release!.Value, allowed: true);
                break;
            case Model.Sinks.Event:
                twins.Leave(Draft.Functions[into.Subject].Name, declassifier.To);
                break;
            default:
                await (intoTable?.Invoke(declassifier, step.Release!.Value) ?? Task.CompletedTask);
                break;
        }
    }
}
