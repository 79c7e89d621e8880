using Trapeze.Core.Channels;
using Trapeze.Core.Labels;
using Trapeze.Policy.Labels;

namespace Trapeze.Policy.Channels;

/// <summary>A named way out, and who can see what goes out there.</summary>
/// <remarks>semantics §2, rule send.</remarks>
public sealed class ChannelPolicy
{
    private readonly BoundValues<Channel> _channels;

    internal ChannelPolicy(string name, ChannelKind kind, Uri? address, string? target, LabelTemplate label, LabelTemplate? answers)
    {
        Name = name;
        Kind = kind;
        Address = address;
        Target = target;
        Label = label;
        Answers = answers;
        _channels = new BoundValues<Channel>(
            [.. label.Variables.Union(answers?.Variables ?? [], StringComparer.Ordinal)],
            bindings => Bind(name, label, answers, bindings));
    }

    /// <summary>The name that the policy gives it.</summary>
    public string Name { get; }

    /// <summary>The way that it leads out by.</summary>
    public ChannelKind Kind { get; }

    /// <summary>Where it leads: an <c>http</c>, <c>https</c> or <c>smtp</c> address, or a queue's URL; <see langword="null"/> for the other kinds.</summary>
    public Uri? Address { get; }

    /// <summary>What it leads to in AWS: a queue's or bucket's name, an ARN, or a name where AWS takes either; <see langword="null"/> for the other kinds.</summary>
    public string? Target { get; }

    internal LabelTemplate Label { get; }

    internal LabelTemplate? Answers { get; }

    /// <summary>The channel for an activation; <see langword="null"/> if its start label does not bind the channel's parameters: refuse.</summary>
    /// <param name="start">The label that the activation started at.</param>
    public Channel? For(Label start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return _channels.For(start);
    }

    /// <summary>The channel's name.</summary>
    public override string ToString() => Name;

    private static Channel? Bind(string name, LabelTemplate label, LabelTemplate? answers, Bindings bindings)
    {
        if (label.Bind(bindings) is not { } bound)
        {
            return null;
        }

        return answers is null ? new Channel(name, bound)
            : answers.Bind(bindings) is { } back ? new Channel(name, bound, back)
            : null;
    }
}
