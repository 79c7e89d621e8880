using System.Runtime.InteropServices;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Activations;

/// <summary>What the policy says of an event that may become an activation. The default value starts nothing.</summary>
/// <remarks>semantics §2, rule start. A struct, so that a request does not pay for it on the heap.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ActivationStart
{
    /// <summary>The policy's name of the function.</summary>
    public required string Function { get; init; }

    /// <summary>The label that the activation starts at.</summary>
    public required Label Label { get; init; }

    /// <summary>The labels that it may rise to.</summary>
    public required Clearance Clearance { get; init; }

    /// <summary>The reply's label, fixed here; <see langword="null"/> for an activation that has no reply.</summary>
    public Label? ReplyLabel { get; init; }

    /// <summary>The host's side of the reply, given exactly when there is a <see cref="ReplyLabel"/>.</summary>
    public IReply? Reply { get; init; }
}
