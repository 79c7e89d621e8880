namespace Trapeze.Core.Activations;

/// <summary>A flow that the monitor refused, at the edge to function code.</summary>
/// <remarks>
/// semantics §2: the text is constant and names the rule and the channel; never a label, key or value. The reason is in the audit
/// channel, under the activation's id.
/// </remarks>
public sealed class FlowRefusedException : Exception
{
    /// <summary>A refusal of <paramref name="rule"/>, on <paramref name="subject"/> where there is one.</summary>
    public FlowRefusedException(Rule rule, string? subject)
        : base(subject is null ? $"refused by the flow policy: {rule}" : $"refused by the flow policy: {rule} {subject}")
    {
        Rule = rule;
        Subject = subject;
    }

    /// <summary>The rule that refused.</summary>
    public Rule Rule { get; }

    /// <summary>The policy's name of the channel, function or declassifier.</summary>
    public string? Subject { get; }
}
