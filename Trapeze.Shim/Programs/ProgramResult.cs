using System.Collections.Frozen;
using Trapeze.Sandbox;

namespace Trapeze.Shim.Programs;

/// <summary>What became of a program, and what it left: data of the activation's label.</summary>
public sealed class ProgramResult
{
    internal ProgramResult(SandboxResult run, FrozenDictionary<string, ReadOnlyMemory<byte>> files)
    {
        Run = run;
        Files = files;
    }

    /// <summary>How it ended, what it printed, and what it was refused.</summary>
    public SandboxResult Run { get; }

    /// <summary>The files that were asked for and are there. A link, a folder or anything else than a file is none, nor is a file of 2 GiB or more.</summary>
    public FrozenDictionary<string, ReadOnlyMemory<byte>> Files { get; }
}
