using System.Collections.Immutable;
using Trapeze.Sandbox.Results;

namespace Trapeze.Sandbox.Tracing;

/// <summary>One confined run: its processes, and what became of them.</summary>
/// <remarks>Invariant: read and changed under its tracer's lock.</remarks>
internal sealed class Run(Grants grants, SandboxRules rules)
{
    private const int MostViolations = 100;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<SandboxViolation> _violations = [];

    internal Grants Grants => grants;

    internal SandboxRules Rules => rules;

    /// <summary>Those that a signal can be sent to: none has been waited for.</summary>
    internal HashSet<int> Processes { get; } = [];

    /// <summary>Those that have not ended.</summary>
    internal HashSet<int> Left { get; } = [];

    /// <summary>Those that were taken up before their parents' events told of them.</summary>
    internal HashSet<int> Met { get; } = [];

    internal int Root { get; set; }

    internal Stop? Last { get; set; }

    /// <summary>Why it is to end, if not by itself.</summary>
    internal SandboxEnd? Why { get; set; }

    internal bool IsEnding { get; set; }

    internal TimeSpan Processor { get; set; }

    internal long MostMemory { get; set; }

    /// <summary>How many bytes those that have ended have written.</summary>
    internal long Written { get; set; }

    /// <summary>Ends when none of its processes is left.</summary>
    internal Task Ended => _ended.Task;

    internal ImmutableArray<SandboxViolation> Violations => [.. _violations];

    internal void Note(SandboxViolation violation)
    {
        if (_violations.Count < MostViolations)
        {
            _violations.Add(violation);
        }
    }

    /// <summary>Kills all of its processes, and those that they still come to have.</summary>
    internal void Kill(SandboxEnd? why)
    {
        Why ??= why;
        IsEnding = true;
        foreach (var process in Processes)
        {
            Ptrace.Kill(process);
        }

        // Whatever was not told of those that are gone: nobody waits for them.
        Left.RemoveWhere(process => !Ptrace.IsThere(process));
        EndIfNobodyIsLeft();
    }

    internal void EndIfNobodyIsLeft()
    {
        if (Left.Count == 0)
        {
            _ended.TrySetResult();
        }
    }

    internal void End() => _ended.TrySetResult();
}
