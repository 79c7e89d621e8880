using System.Collections.Frozen;
using System.Collections.Immutable;
using Trapeze.Core.Declassification;
using Trapeze.Core.Labels;
using Trapeze.Policy.Labels;

namespace Trapeze.Policy.Declassifiers;

/// <summary>One of the only ways down: a named piece of trusted code, and the bounds within which it may release.</summary>
/// <remarks>semantics §2, rule declassify.</remarks>
public sealed class DeclassifierPolicy
{
    private readonly BoundValues<Declassifier> _declassifiers;

    internal DeclassifierPolicy(
        string name,
        string code,
        string function,
        LabelTemplate from,
        LabelTemplate to,
        ImmutableArray<string> into,
        LabelTemplate? decidedBy,
        int? releasesBits)
    {
        Name = name;
        Code = code;
        Function = function;
        From = from;
        To = to;
        Into = into;
        DecidedBy = decidedBy;
        ReleasesBits = releasesBits;
        var sinks = into.ToFrozenSet(StringComparer.Ordinal);
        _declassifiers = new BoundValues<Declassifier>(
            [.. from.Variables.Union(to.Variables, StringComparer.Ordinal).Union(decidedBy?.Variables ?? [], StringComparer.Ordinal)],
            bindings => Bind(bindings, sinks));
    }

    /// <summary>The name that the policy gives it.</summary>
    public string Name { get; }

    /// <summary>The full name of the trusted type that does the releasing.</summary>
    public string Code { get; }

    /// <summary>The only function that may use it.</summary>
    public string Function { get; }

    /// <summary>The events, tables and channels that it may release into.</summary>
    public ImmutableArray<string> Into { get; }

    /// <summary>How many bits one use releases at most; <see langword="null"/> if the policy sets no bound.</summary>
    public int? ReleasesBits { get; }

    internal LabelTemplate From { get; }

    internal LabelTemplate To { get; }

    /// <summary>Who must vouch for what decides the release, as a secrecy; <see langword="null"/> if nobody need.</summary>
    internal LabelTemplate? DecidedBy { get; }

    /// <summary>The right to release, for one activation; <see langword="null"/> if its start label does not bind the parameters: refuse.</summary>
    /// <param name="start">The label that the activation started at.</param>
    public Declassifier? For(Label start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return _declassifiers.For(start);
    }

    /// <summary>The declassifier's name.</summary>
    public override string ToString() => Name;

    private Declassifier? Bind(Bindings bindings, FrozenSet<string> sinks)
    {
        if (From.Bind(bindings) is not { } from || To.Bind(bindings) is not { } to)
        {
            return null;
        }

        if (DecidedBy is null)
        {
            return new Declassifier(Name, Function, from, to, integrity: null, sinks);
        }

        return DecidedBy.Bind(bindings) is { } by ? new Declassifier(Name, Function, from, to, by.Secrecy, sinks) : null;
    }
}
