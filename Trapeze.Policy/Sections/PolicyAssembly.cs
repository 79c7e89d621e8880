using System.Collections.Immutable;
using Trapeze.Policy.Callers;
using Trapeze.Policy.Channels;
using Trapeze.Policy.Declassifiers;
using Trapeze.Policy.Functions;
using Trapeze.Policy.Profiles;
using Trapeze.Policy.Sources;

namespace Trapeze.Policy.Sections;

/// <summary>Makes the policy from a draft without errors: every optional part of a rule that the language requires is then there.</summary>
internal static class PolicyAssembly
{
    internal static FlowPolicy Assemble(PolicyDraft draft) =>
        new(
            draft.Labels.Order,
            new CallerPolicy([.. draft.Callers.Select(rule => rule.Value)], draft.Reply?.Label),
            draft.Reply is { Label: { } reply } ? new ChannelPolicy("reply", ChannelKind.Reply, address: null, target: null, reply, answers: null) : null,
            draft.Channels.Select(Channel),
            draft.Functions.Select(Function),
            draft.Tables.Select(table => table.Value!),
            draft.Declassifiers.Select(Declassifier),
            draft.Profiles.Select(Profile),
            draft.Sources.Select(Source));

    private static ChannelPolicy Channel(Declared<ChannelRule> channel) =>
        new(channel.Name, channel.Value.Kind, channel.Value.Address?.Url, channel.Value.Address?.Target, channel.Value.Label!.Value, channel.Value.Answers?.Value);

    private static FunctionPolicy Function(Declared<FunctionRule> function) =>
        new(
            function.Name,
            [.. function.Value.Routes.Select(route => route.Value)],
            [.. function.Value.Events.Select(name => name.Value)],
            function.Value.Callers is { } callers ? callers.Select(pattern => pattern.Value).ToImmutableArray() : null,
            [.. function.Value.Raises.Select(pattern => pattern.Value)],
            function.Value.Streams);

    private static DeclassifierPolicy Declassifier(Declared<DeclassifierRule> declassifier) =>
        new(
            declassifier.Name,
            declassifier.Value.Code!,
            declassifier.Value.Function!.Text,
            declassifier.Value.From!.Value,
            declassifier.Value.To!.Value,
            [.. declassifier.Value.Into.Select(sink => sink.Text)],
            declassifier.Value.DecidedBy?.Value,
            declassifier.Value.ReleasesBits);

    private static SourcePolicy Source(Declared<SourceRule> source) =>
        new(source.Name, source.Value.Kind!.Value, source.Value.Resource!.Text, source.Value.Event?.Text, source.Value.Unsigned, source.Value.From?.Text);

    private static SandboxProfile Profile(Declared<ProfileRule> profile) =>
        new(
            profile.Name,
            [.. profile.Value.Functions.Select(function => function.Text)],
            profile.Value.Executes,
            profile.Value.ExecutesOwn,
            profile.Value.Reads,
            profile.Value.Channel?.Text,
            profile.Value.Environment,
            profile.Value.Limits,
            profile.Value.AuditsReads);
}
