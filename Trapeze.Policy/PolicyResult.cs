using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy;

/// <summary>What reading a policy yields: the policy, or everything that is wrong with it.</summary>
public sealed class PolicyResult
{
    internal PolicyResult(FlowPolicy? policy, ImmutableArray<Diagnostic> diagnostics)
    {
        Policy = policy;
        Diagnostics = diagnostics;
    }

    /// <summary>The policy; <see langword="null"/> exactly when a diagnostic is an error.</summary>
    public FlowPolicy? Policy { get; }

    /// <summary>Whether there is a policy.</summary>
    [MemberNotNullWhen(true, nameof(Policy))]
    public bool IsValid => Policy is not null;

    /// <summary>Errors and warnings, in the order of their position.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>All diagnostics as text, an empty line between them; empty if there are none.</summary>
    public string Render() => string.Join('\n', Diagnostics.Select(diagnostic => diagnostic.Render()));
}
