using System.Runtime.InteropServices;

namespace Trapeze.Core.Activations;

/// <summary>What the monitor decided. The default value refuses.</summary>
/// <remarks>semantics §2. It depends on the activation's own label and the policy alone.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct Decision : IEquatable<Decision>
{
    private Decision(Rule rule, RefusalReason reason)
    {
        Rule = rule;
        Reason = reason;
    }

    /// <summary>The rule that was applied.</summary>
    public Rule Rule { get; }

    /// <summary>Why it refused; <see cref="RefusalReason.None"/> if it did not.</summary>
    public RefusalReason Reason { get; }

    /// <summary>Whether the operation may go on.</summary>
    public bool IsAllowed => Reason == RefusalReason.None;

    /// <summary>Only the monitor allows.</summary>
    internal static Decision Of(Rule rule, RefusalReason reason) => new(rule, reason);

    /// <summary>A refusal. Anyone may refuse; only the monitor allows.</summary>
    public static Decision Refuse(Rule rule, RefusalReason reason) =>
        reason == RefusalReason.None ? throw new ArgumentException("a refusal has a reason", nameof(reason)) : new(rule, reason);

    /// <inheritdoc/>
    public bool Equals(Decision other) => Rule == other.Rule && Reason == other.Reason;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Decision other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule, Reason);

    /// <summary>The same decision.</summary>
    public static bool operator ==(Decision left, Decision right) => left.Equals(right);

    /// <summary>Another decision.</summary>
    public static bool operator !=(Decision left, Decision right) => !left.Equals(right);
}
