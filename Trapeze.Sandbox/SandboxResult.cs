using System.Collections.Immutable;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Sandbox;

/// <summary>What became of a confined run. Nothing of it runs any more.</summary>
public sealed record SandboxResult
{
    /// <summary>Why it ended.</summary>
    public required SandboxEnd End { get; init; }

    /// <summary>What confined it; <see langword="null"/> if nothing was run.</summary>
    public SandboxLevel? Level { get; init; }

    /// <summary>What the program exited with; <see langword="null"/> if it did not exit.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it; <see langword="null"/> if none did.</summary>
    public int? Signal { get; init; }

    /// <summary>Why it could not be started, for people.</summary>
    public string? Problem { get; init; }

    /// <summary>What it printed on its standard output.</summary>
    public required ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>What it printed on its standard error.</summary>
    public required ReadOnlyMemory<byte> Errors { get; init; }

    /// <summary>The first things that it asked for and was refused.</summary>
    public required ImmutableArray<SandboxViolation> Violations { get; init; }

    /// <summary>
    /// The paths that it asked for and that were there, if its rules have them listed: each with what it was asked for, <see cref="PathAccess.None"/> if only whether it is there. Where it made,
    /// moved or removed something, the folder. Links on the way are among them.
    /// </summary>
    public ImmutableArray<PathGrant> Asked { get; init; } = [];

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The processor's time that the program and the children that it waited for took.</summary>
    public required TimeSpan Processor { get; init; }

    /// <summary>The most memory that one of them had, in bytes.</summary>
    public required long MostMemory { get; init; }
}
