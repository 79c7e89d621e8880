using System.Collections.Immutable;

namespace Trapeze.Sandbox;

/// <summary>A program and what it is given to begin with.</summary>
/// <param name="Program">Its file, from the root.</param>
public sealed record SandboxCommand(string Program)
{
    /// <summary>Its arguments, without its name.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Its environment: nothing of this process's is added.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The folder that it begins in.</summary>
    public string WorkingFolder { get; init; } = "/";

    /// <summary>What it can read from its standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }
}
