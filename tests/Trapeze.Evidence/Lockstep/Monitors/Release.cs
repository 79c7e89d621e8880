using Trapeze.Core.Activations;
using Trapeze.Evidence.Lockstep.Policies;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>What a declassifier releases into.</summary>
/// <param name="Kind">A channel, the table or an event.</param>
/// <param name="Subject">Which.</param>
/// <param name="Name">The policy's name of it.</param>
internal sealed record Release(Model.Sinks Kind, int Subject, string Name)
{
    /// <summary>One of those that the rule lists, or another.</summary>
    internal static Release Into(DeclassifierRule rule, Operation operation, PolicyDraft draft)
    {
        string[] sinks = operation.Joins
            ? [.. rule.Into]
            : [PolicyDraft.Table, .. draft.Functions.Select(each => each.Event), .. draft.Channels.Select(each => each.Name)];
        var name = sinks[operation.Other % sinks.Length];
        var subject = name[1] - '0';
        return name[0] switch
        {
            'c' => new(Model.Sinks.Channel, subject, name),
            'e' => new(Model.Sinks.Event, subject, name),
            _ => new(Model.Sinks.Table, 0, name),
        };
    }

    /// <summary>The declassifier for an activation of this start; <see langword="null"/> if its parameters are not bound.</summary>
    internal static Model.Declassifier? Ground(World world, DeclassifierRule rule, Model.Label start)
    {
        if (world.Bound(rule.From, start) is not { } from || world.Bound(rule.To, start) is not { } to)
        {
            return null;
        }

        return rule.DecidedBy is not { } decided ? new(rule.Function, from, to, world.Order.Everywhere, Model.Sinks.None)
            : decided.Bind(name => world.ParameterOf(start, name)) is { } by ? new(rule.Function, from, to, by.Meaning(world.Order), Model.Sinks.None)
            : null;
    }

    /// <summary>Why the monitor refuses, in its order of asking.</summary>
    internal static RefusalReason Reason(Model.Declassifier ground, int function, Model.Label at, Model.Sinks kind, Model.Channel? channel) =>
        ground.Function != function ? RefusalReason.WrongFunction
        : (ground.Sinks & kind) == Model.Sinks.None ? RefusalReason.WrongSink
        : !at.FlowsTo(ground.From) ? RefusalReason.OutsideDeclassifier
        : !Model.Label.FormulaFlows(ground.Integrity, at.Integrity) ? RefusalReason.LacksIntegrity
        : channel is not null && !ground.To.FlowsTo(channel.Label) ? RefusalReason.LabelDoesNotFlow
        : RefusalReason.None;
}
