using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Tracing;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Launching;

/// <summary>Who launches runs, and ends them.</summary>
internal interface ILauncher
{
    /// <summary>Whether nothing can be launched here any more.</summary>
    bool IsOver { get; }

    /// <summary>Launches a run.</summary>
    /// <returns>Its first process.</returns>
    /// <exception cref="Kernel.KernelException">The run cannot be launched.</exception>
    int Launch(Run run, Script script);

    /// <summary>The processes and threads of a run, those that may not be there any more left out.</summary>
    int[] ProcessesOf(Run run);

    /// <summary>How much a run has written: those that have ended, as far as that is known, and those of the others that were asked.</summary>
    long WrittenBy(Run run, IReadOnlyDictionary<int, long> asked);

    /// <summary>Ends a run, with all of its processes.</summary>
    void End(Run run, SandboxEnd? why);
}
