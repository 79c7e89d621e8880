using Trapeze.Sandbox.Results;

namespace Trapeze.Sandbox.Tracing;

/// <summary>Which process is of which run, from the fork that its parent's event tells of to its end.</summary>
/// <remarks>Invariant: used under its tracer's lock.</remarks>
internal sealed class Processes
{
    private readonly Dictionary<int, Run> _runs = [];
    private readonly HashSet<int> _early = [];

    /// <summary>The run that is being launched.</summary>
    internal Run? Pending { get; set; }

    internal int Zygote { get; set; }

    internal IEnumerable<Run> Runs => _runs.Values.Distinct();

    internal Run? RunOf(int process) => _runs.GetValueOrDefault(process);

    /// <summary>Takes up the child that an event tells of.</summary>
    internal void Adopt(int parent, int child)
    {
        var run = RunOf(parent);
        if (parent == Zygote && Pending is { } pending)
        {
            run = pending;
            run.Begin(child);
        }
        else if (parent == run?.Keeper)
        {
            run.Begin(child);
        }

        // One that was met before may have ended before its parent's event is told.
        if (run?.Met.Remove(child) != true)
        {
            Add(child, run);
        }

        if (_early.Remove(child))
        {
            Ptrace.Continue(child);
        }
    }

    /// <summary>Takes up one that its parent's event has not told of: it is told of later, or never, if the parent has been killed meanwhile.</summary>
    internal void Meet(int process)
    {
        var family = Family.Of(process);
        if (family is { } known && (RunOf(known.Group) ?? RunOf(known.Parent)) is { } run)
        {
            run.Met.Add(process);
            if (known.Parent == run.Keeper)
            {
                run.Begin(process);
            }

            Add(process, run);
        }
        else if (family?.Parent == Zygote && Pending is { Root: 0, Keeper: 0 })
        {
            _early.Add(process);
            return;
        }
        else
        {
            Ptrace.Kill(process);
        }

        Ptrace.Continue(process);
    }

    /// <summary>Kills what was taken for the one that is being launched, and was not.</summary>
    internal void KillEarly()
    {
        foreach (var process in _early)
        {
            Ptrace.Kill(process);
        }

        _early.Clear();
    }

    /// <summary>Forgets a process that is not there any more.</summary>
    internal Run? Remove(int process)
    {
        _early.Remove(process);
        if (!_runs.Remove(process, out var run))
        {
            return null;
        }

        run.Processes.Remove(process);
        run.Left.Remove(process);
        return run;
    }

    /// <summary>Takes up again a process whose first thread has ended and whose number another has taken.</summary>
    internal void Return(int process) => Add(process, RunOf(process));

    internal void Clear() => _runs.Clear();

    private void Add(int process, Run? run)
    {
        if (run is null)
        {
            Ptrace.Kill(process);
            return;
        }

        _runs[process] = run;
        run.Processes.Add(process);
        if (process != run.Keeper)
        {
            run.Left.Add(process);
        }

        if (run.IsEnding)
        {
            Ptrace.Kill(process);
        }
        else if (run.Processes.Count > run.MostProcesses)
        {
            run.Kill(SandboxEnd.TooManyProcesses);
        }
    }
}
