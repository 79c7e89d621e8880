using System.Collections.Immutable;

namespace Trapeze.Shim.Programs;

/// <summary>A program to run, and what it is given. Its environment and what it may do are the profile's.</summary>
/// <param name="Program">Its file: from the root, or by its name in the run's own folder.</param>
public sealed record ProgramCommand(string Program)
{
    /// <summary>Its arguments, without its name.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>What it can read from its standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The files that it finds in its own folder, in which it begins: by names such as <c>src/main.c</c>.</summary>
    public ImmutableDictionary<string, ReadOnlyMemory<byte>> Files { get; init; } = ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>The names of the files to take from its folder when it has ended.</summary>
    public ImmutableArray<string> Outputs { get; init; } = [];
}
