namespace Trapeze.Policy.Diagnostics;

/// <summary>What a diagnostic means for the policy.</summary>
public enum Severity
{
    /// <summary>The policy is refused.</summary>
    Error,

    /// <summary>The policy is taken, but says something that it hardly means.</summary>
    Warning,
}
