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

    /// <summary>Where its standard input comes from while it runs, instead of <see cref="Input"/>: read no faster than the program reads it.</summary>
    /// <remarks>It is left open. An exception of it, or of the two below, ends the run and comes out of <see cref="Sandbox.RunAsync"/>.</remarks>
    public Stream? InputFrom { get; init; }

    /// <summary>Where its standard output goes while it runs, instead of <see cref="SandboxResult.Output"/>: the program waits for a stream that is slower.</summary>
    /// <remarks>What a run prints is bounded as ever. The last of it may be missing in the stream if the run was ended.</remarks>
    public Stream? OutputTo { get; init; }

    /// <summary>Where its standard error goes while it runs, instead of <see cref="SandboxResult.Errors"/>.</summary>
    public Stream? ErrorsTo { get; init; }
}
