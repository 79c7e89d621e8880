using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Trapeze.Sandbox.Results;

namespace Trapeze.Sandbox.Tracing;

/// <summary>One confined run: its processes, and what became of them.</summary>
/// <remarks>Invariant: read and changed under its tracer's lock.</remarks>
/// <param name="grants">What it may execute and write.</param>
/// <param name="rules">The rules that it is under.</param>
/// <param name="isKept">Whether its first process keeps the program's, and is none of the program's itself.</param>
internal sealed class Run(Grants grants, SandboxRules rules, bool isKept = false)
{
    private const int MostViolations = 100;

    private readonly TaskCompletionSource _ended = new();
    private readonly List<SandboxViolation> _violations = [];

    internal Grants Grants => grants;

    internal SandboxRules Rules => rules;

    /// <summary>What paths it asks for, if that is to be listed.</summary>
    internal Observation? Observation { get; } = rules.ListsPaths ? new() : null;

    /// <summary>How many processes it may have, and what keeps them.</summary>
    internal int MostProcesses => isKept ? rules.Limits.Processes + 1 : rules.Limits.Processes;

    /// <summary>Those that a signal can be sent to: none has been waited for.</summary>
    internal HashSet<int> Processes { get; } = [];

    /// <summary>Those of the program that have not ended: what keeps it is killed with them, and not waited for.</summary>
    internal HashSet<int> Left { get; } = [];

    /// <summary>Those that were taken up before their parents' events told of them.</summary>
    internal HashSet<int> Met { get; } = [];

    /// <summary>What keeps the program's process, if anything does.</summary>
    internal int Keeper { get; private set; }

    /// <summary>The program's own process.</summary>
    internal int Root { get; private set; }

    internal Stop? Last { get; set; }

    /// <summary>Why it is to end, if not by itself.</summary>
    internal SandboxEnd? Why { get; set; }

    internal bool IsEnding { get; set; }

    internal TimeSpan Processor { get; private set; }

    internal long MostMemory { get; private set; }

    /// <summary>How many bytes those that have ended have written.</summary>
    internal long Written { get; set; }

    /// <summary>Ends when none of its processes is left. It ends under the tracer's lock: whoever waits for it goes on elsewhere.</summary>
    internal Task Ended => _ended.Task;

    internal ImmutableArray<SandboxViolation> Violations => [.. _violations];

    /// <summary>Takes up the first process, or the second: which is the program's, it knows.</summary>
    internal void Begin(int process)
    {
        if (isKept && Keeper == 0)
        {
            Keeper = process;
        }
        else if (Root == 0)
        {
            Root = process;
        }
    }

    /// <summary>Takes up what the program used, as the kernel tells it.</summary>
    internal void Take(ReadOnlySpan<byte> usage)
    {
        var values = MemoryMarshal.Cast<byte, long>(usage);
        Processor = Time(values[0], values[1]) + Time(values[2], values[3]);
        MostMemory = values[4] * 1024;
    }

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

    private static TimeSpan Time(long seconds, long microseconds) => TimeSpan.FromSeconds(seconds) + TimeSpan.FromMicroseconds(microseconds);
}
