using Trapeze.Sandbox.Results;

namespace Trapeze.Sandbox.Tracing;

/// <summary>Which process is of which run, from the fork that its parent's event tells of to its end.</summary>
/// <remarks>Invariant: used under its tracer's lock.</remarks>
internal sealed class Processes
{
    private const int MostPatience = 100;

    private readonly Dictionary<int, Run> _runs = [];
    private readonly HashSet<int> _early = [];
    private readonly List<int> _strangers = [];
    private int _waited;

    /// <summary>The run that is being launched.</summary>
    internal Run? Pending { get; set; }

    internal int Zygote { get; set; }

    /// <summary>Whether there are processes, stopped, that no event has told of yet.</summary>
    internal bool HasStrangers => _strangers.Count > 0;

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

        var isStranger = _strangers.Remove(child);

        // One that was met before may have ended before its parent's event is told.
        if (run?.Met.Remove(child) != true)
        {
            Add(child, run);
        }

        if (_early.Remove(child) || isStranger)
        {
            Ptrace.Continue(child);
        }
    }

    /// <summary>Leaves one stopped that its parent's event has not told of: most often that is the next event, and nobody has to ask whose it is.</summary>
    internal void Park(int process) => _strangers.Add(process);

    /// <summary>Forgets one that no event has told of, as it has ended: its number may be another's.</summary>
    internal void Unpark(int process) => _strangers.Remove(process);

    /// <summary>Takes up those that no event has told of, if they have waited for long, or somebody ends who may have begun them.</summary>
    internal void MeetStrangers(bool isDue)
    {
        if (HasStrangers && (isDue || ++_waited > MostPatience))
        {
            MeetStrangers();
        }
    }

    /// <summary>Takes up those that no event has told of.</summary>
    internal void MeetStrangers()
    {
        _waited = 0;
        foreach (var process in _strangers)
        {
            Meet(process);
        }

        _strangers.Clear();
    }

    // It is told of later, or never, if its parent has been killed meanwhile.
    private void Meet(int process)
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
