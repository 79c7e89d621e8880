using Trapeze.Core.Audit;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>What differs from one hostile application to another.</summary>
internal sealed record HostileSettings
{
    /// <summary>More than a pair can use up, unless the pair is about that.</summary>
    internal int HiddenRunsPerLabel { get; init; } = 100_000;

    internal int EventsPerLabel { get; init; } = 64;

    /// <summary>How long anything may take that has to end.</summary>
    internal TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether Trapeze's Lambda host serves it, behind a stand-in for an HTTP API.</summary>
    internal bool IsInLambda { get; init; }

    internal IAuditLog? Audit { get; init; }

    internal Func<Uri, string>? Policy { get; init; }
}
