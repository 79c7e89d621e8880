using System.Runtime.InteropServices;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Audit;

/// <summary>One decision of the monitor.</summary>
/// <remarks>A struct, passed by reference: what is not kept costs nothing.</remarks>
/// <param name="Activation">The activation's id, as its developer was told.</param>
/// <param name="Function">The policy's name of the function.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Label">The activation's label at the decision, which is the record's own.</param>
/// <param name="Subject">The policy's name of the channel, function, declassifier or profile, if any.</param>
/// <param name="Target">The label asked for, if any.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AuditRecord(
    ActivationId Activation, string Function, Decision Decision, Label Label, string? Subject, Label? Target)
{
    /// <summary>What a declassifier was asked to release into: the policy's name of a channel, table or event.</summary>
    public string? Sink { get; init; }

    /// <summary>What a confined program was refused, or the limit that it met: its own words, bounded.</summary>
    public string? Detail { get; init; }
}
