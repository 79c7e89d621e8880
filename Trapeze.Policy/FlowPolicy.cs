using System.Collections.Frozen;
using System.Collections.Immutable;
using Trapeze.Core.Labels;
using Trapeze.Policy.Analysis;
using Trapeze.Policy.Callers;
using Trapeze.Policy.Channels;
using Trapeze.Policy.Declassifiers;
using Trapeze.Policy.Functions;
using Trapeze.Policy.Profiles;
using Trapeze.Policy.Sources;
using Trapeze.Policy.Tables;

namespace Trapeze.Policy;

/// <summary>A whole policy, checked. Immutable: an activation keeps the one that it started under.</summary>
/// <remarks>semantics §1 and §2. What it does not name is refused.</remarks>
public sealed class FlowPolicy
{
    private readonly FrozenDictionary<string, ImmutableArray<FunctionPolicy>> _subscribers;

    internal FlowPolicy(
        LabelOrder order,
        CallerPolicy callers,
        ChannelPolicy? reply,
        IEnumerable<ChannelPolicy> channels,
        IEnumerable<FunctionPolicy> functions,
        IEnumerable<TablePolicy> tables,
        IEnumerable<DeclassifierPolicy> declassifiers,
        IEnumerable<SandboxProfile> profiles,
        IEnumerable<SourcePolicy> sources)
    {
        Order = order;
        Callers = callers;
        Reply = reply;
        Channels = channels.ToFrozenDictionary(channel => channel.Name, StringComparer.Ordinal);
        Functions = functions.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);
        Tables = tables.ToFrozenDictionary(table => table.Name, StringComparer.Ordinal);
        Declassifiers = declassifiers.ToFrozenDictionary(declassifier => declassifier.Name, StringComparer.Ordinal);
        Profiles = profiles.ToFrozenDictionary(profile => profile.Name, StringComparer.Ordinal);
        Sources = sources.ToFrozenDictionary(source => source.Name, StringComparer.Ordinal);
        _subscribers = Functions.Values
            .SelectMany(function => function.Events, (function, name) => (Name: name, Function: function))
            .GroupBy(pair => pair.Name, pair => pair.Function, StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.OrderBy(function => function.Name, StringComparer.Ordinal).ToImmutableArray(),
                StringComparer.Ordinal);
    }

    /// <summary>The atoms and families, and the order on them.</summary>
    public LabelOrder Order { get; }

    /// <summary>Who callers are.</summary>
    public CallerPolicy Callers { get; }

    /// <summary>The channel back to the caller; <see langword="null"/> if it carries the caller's own label.</summary>
    public ChannelPolicy? Reply { get; }

    /// <summary>The channels by name, the reply aside.</summary>
    public FrozenDictionary<string, ChannelPolicy> Channels { get; }

    /// <summary>The functions by name.</summary>
    public FrozenDictionary<string, FunctionPolicy> Functions { get; }

    /// <summary>The tables by name.</summary>
    public FrozenDictionary<string, TablePolicy> Tables { get; }

    /// <summary>The declassifiers by name: everything that weakens protection.</summary>
    public FrozenDictionary<string, DeclassifierPolicy> Declassifiers { get; }

    /// <summary>What the native programs may do that functions run, by the profiles' names.</summary>
    public FrozenDictionary<string, SandboxProfile> Profiles { get; }

    /// <summary>Where events come in from besides Trapeze's own queues, by name.</summary>
    public FrozenDictionary<string, SourcePolicy> Sources { get; }

    /// <summary>In words: who callers are, who can learn what, what each function may do, and every way down.</summary>
    public string Explain() => PolicyExplanation.Of(this);

    /// <summary>The functions that an event starts, by name; empty if there are none.</summary>
    public ImmutableArray<FunctionPolicy> Subscribers(string eventName)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        return _subscribers.TryGetValue(eventName, out var functions) ? functions : [];
    }
}
