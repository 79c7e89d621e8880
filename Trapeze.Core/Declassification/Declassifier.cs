using System.Collections.Frozen;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Declassification;

/// <summary>The right to release through one named piece of trusted code. Only a policy makes one.</summary>
/// <remarks>semantics §2, rule declassify. Its labels are those of one activation: the policy has filled in the parameters.</remarks>
public sealed class Declassifier
{
    internal Declassifier(string name, string function, Label from, Label to, Formula? integrity, IEnumerable<string> sinks)
    {
        Name = name;
        Function = function;
        From = from;
        To = to;
        Integrity = integrity;
        Sinks = sinks.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The policy's name.</summary>
    public string Name { get; }

    /// <summary>The only function that may use it.</summary>
    public string Function { get; }

    /// <summary>The highest label that may be released from.</summary>
    public Label From { get; }

    /// <summary>The label of what is released.</summary>
    public Label To { get; }

    /// <summary>Who must vouch for what decides the release; <see langword="null"/> if nobody need.</summary>
    public Formula? Integrity { get; }

    /// <summary>The channels, tables and events that it may release into.</summary>
    public FrozenSet<string> Sinks { get; }

    internal RefusalReason ReasonAgainst(string function, Label at, string sink) =>
        !string.Equals(function, Function, StringComparison.Ordinal) ? RefusalReason.WrongFunction
        : !Sinks.Contains(sink) ? RefusalReason.WrongSink
        : !at.FlowsTo(From) ? RefusalReason.OutsideDeclassifier
        : Integrity is not null && !Integrity.FlowsTo(at.Integrity) ? RefusalReason.LacksIntegrity
        : RefusalReason.None;
}
