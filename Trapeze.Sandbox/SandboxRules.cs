using System.Collections.Immutable;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Sandbox;

/// <summary>What a confined program may do. What is not said it may not: no file, no network, no process outside.</summary>
public sealed record SandboxRules
{
    /// <summary>The paths that it is given.</summary>
    public ImmutableArray<PathGrant> Paths { get; init; } = [];

    /// <summary>What it may reach by the network.</summary>
    public SandboxNetwork Network { get; init; } = SandboxNetwork.None;

    /// <summary>Its folder for temporary files; <see langword="null"/> if it gets none.</summary>
    public TemporaryFolder? Temporary { get; init; }

    /// <summary>What has to confine it: it is not run with less.</summary>
    public SandboxRequirement Require { get; init; } = SandboxRequirement.Default;

    /// <summary>Whether the result lists the paths that it asks for (<see cref="SandboxResult.Asked"/>): every call that names one stops for the tracer, so it takes several times as long.</summary>
    public bool ListsPaths { get; init; }

    /// <summary>Whether what it opens to read outside its grants is a violation, too, by its path: every call that opens something stops for the tracer.</summary>
    /// <remarks>
    /// Not in the system's folders (<c>/usr</c>, <c>/etc</c>, <c>/proc</c> and so on), where programs look for what may be there. What is named depends on what the program asked for and was given, and never
    /// on what is there. Nothing is decided by it: the kernel refuses what is refused. Without a tracer no run is begun.
    /// </remarks>
    public bool NamesReads { get; init; }

    /// <summary>How much it may use.</summary>
    public SandboxLimits Limits { get; init; } = new();
}
