using Trapeze.Core.Channels;
using Trapeze.Evidence.Lockstep.Labels;
using Trapeze.Evidence.Lockstep.Policies;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>The channels that a program sends on, and what receivers get there.</summary>
internal sealed class Outlets(ActivationTwins twins, IReadOnlyList<Twin> labels)
{
    private readonly List<(string Channel, int Value, Model.Label Label)> _received = [];
    private readonly List<(string Channel, int Value, Model.Label Label)> _sent = [];

    private World World => twins.World;

    /// <summary>Compares what went out with what the machine let out.</summary>
    internal void Compare()
    {
        if (!_sent.SequenceEqual(_received))
        {
            throw new Disagreement("what receivers got", string.Join("; ", _sent), string.Join("; ", _received));
        }
    }

    /// <summary>One of the policy's channels, or one that somebody made up under such a name.</summary>
    internal (Channel? Shipping, Model.Channel? Machine) Channel(Actor actor, Operation operation)
    {
        var rule = World.Draft.Channels[operation.Subject % World.Draft.Channels.Length];
        if (operation.Value == 0)
        {
            var (label, answers) = (labels[operation.Label % labels.Count], labels[operation.Other % labels.Count]);
            return (new Channel(rule.Name, label.Shipping, answers.Shipping), new Model.Channel(label.Machine, answers.Machine));
        }

        var shipping = World.Policy.Channels[rule.Name].For(actor.Shipping.StartLabel);
        var bound = World.Bound(rule.Label, actor.Start);
        var back = rule.Answers is null ? bound : World.Bound(rule.Answers, actor.Start);
        Disagreement.Unless($"{rule.Name} is bound", bound is not null && back is not null, shipping is not null);
        return shipping is null ? default : (shipping, new Model.Channel(bound!.Value, back!.Value));
    }

    internal void Deliver(Model.Step step, Channel channel, int value, bool allowed)
    {
        if (step.Output.Kind == Model.OutputKind.Sent)
        {
            _sent.Add((channel.Name, step.Output.Value, step.Output.Label));
        }

        if (allowed)
        {
            _received.Add((channel.Name, value, World.Meanings.Of(channel.Label)));
        }
    }
}
