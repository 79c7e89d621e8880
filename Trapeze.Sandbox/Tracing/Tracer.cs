using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Launching;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Namespaces;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Usage;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Tracing;

/// <summary>The one thread that traces all confined processes, from their first instruction to their end; and the zygote, which it traces too, so that they are traced from birth.</summary>
/// <remarks>If this process ends, whatever way, the kernel kills all of them.</remarks>
internal sealed unsafe class Tracer : ILauncher
{
    private const int ChildSignal = 17;
    private const int Trap = 5;
    private const int CallMark = 0x8000;
    private const int SetName = 15;
    private const int AdoptOrphans = 36;
    private const int AllKinds = 0x4000_0000;
    private const int OfThisThread = 0x2000_0000;
    private const int WithoutWaiting = 1;
    private const int RoomOfUsage = 18;

    private readonly Rung _rung;
    private readonly Lock _lock = new();
    private readonly Turn _launching = new();
    private readonly Processes _processes = new();
    private readonly Judge _judge = new();
    private readonly TaskCompletionSource _started = new();
    private Zygote? _zygote;
    private bool _isOver;

    private Tracer(Rung rung) => _rung = rung;

    /// <summary>Starts one.</summary>
    /// <param name="rung">What confines its runs.</param>
    /// <exception cref="KernelException">This machine does not let it trace.</exception>
    internal static Tracer Start(Rung rung)
    {
        var tracer = new Tracer(rung);
        new Thread(tracer.Work) { IsBackground = true, Name = "Trapeze sandbox" }.Start();
        tracer._started.Task.GetAwaiter().GetResult();
        return tracer;
    }

    /// <inheritdoc/>
    public bool IsOver
    {
        get
        {
            lock (_lock)
            {
                return _isOver || _zygote!.IsGone;
            }
        }
    }

    /// <inheritdoc/>
    public int Launch(Run run, Script script)
    {
        using (_launching.Take())
        {
            lock (_lock)
            {
                if (IsOver)
                {
                    throw new KernelException("the zygote", ErrorName.NoProcess);
                }

                _processes.Pending = run;
            }

            try
            {
                return _zygote!.Launch(script);
            }
            finally
            {
                lock (_lock)
                {
                    _processes.Pending = null;
                    _processes.KillEarly();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void End(Run run, SandboxEnd? why)
    {
        lock (_lock)
        {
            run.Kill(why);
        }
    }

    /// <inheritdoc/>
    public int[] ProcessesOf(Run run)
    {
        lock (_lock)
        {
            return [.. run.Processes];
        }
    }

    /// <inheritdoc/>
    public long WrittenBy(Run run, IReadOnlyDictionary<int, long> asked)
    {
        lock (_lock)
        {
            return run.Written + run.Processes.Sum(process => asked.GetValueOrDefault(process));
        }
    }

    private void Work()
    {
        try
        {
            _zygote = Zygote.Start();
            _processes.Zygote = _zygote.Process;
            Ptrace.Seize(_zygote.Process);

            // Those whose parents have ended become its children, and nobody waits for them.
            var script = new Script();
            Span<byte> ignore = stackalloc byte[32];
            ignore[0] = 1;
            script.AddWith(Call.ProcessControl, CallFlags.MayFail, SetName, script.Text("trapeze-zygote"), 0, 0, 0);
            script.AddWith(Call.ProcessControl, CallFlags.MayFail, AdoptOrphans, 1, 0, 0, 0);
            script.AddWith(Call.SignalAction, CallFlags.MayFail, ChildSignal, script.Bytes(ignore), 0, sizeof(ulong));
            script.LeaveCommon(_rung.Namespaces, _rung.HasNetwork);
            LaunchScript.AddCommonFilter(script, isTraced: true);
            _zygote.Send(script);
        }
        catch (KernelException failure)
        {
            _zygote?.End();
            _started.SetException(failure);
            return;
        }

        _started.SetResult();
        var usage = stackalloc long[RoomOfUsage];
        while (true)
        {
            int status;
            var process = (int)Libc.Call(Call.Wait, -1, (nint)(&status), AllKinds | OfThisThread | (_processes.HasStrangers ? WithoutWaiting : 0), (nint)usage);
            if (process > 0)
            {
                lock (_lock)
                {
                    Handle(process, new Stop(status), usage);
                }
            }
            else if (process == 0)
            {
                lock (_lock)
                {
                    _processes.MeetStrangers();
                }
            }
            else if (Libc.Error != ErrorName.Interrupted)
            {
                // Nobody is left.
                GiveUp();
                return;
            }
        }
    }

    private void Handle(int process, Stop stop, long* usage)
    {
        if (stop.IsEnd)
        {
            _processes.Unpark(process);
        }

        _processes.MeetStrangers(isDue: stop.IsEnd || stop.Event == StopEvent.Exit);
        if (stop.IsEnd)
        {
            _judge.Forget(process);
            HandleEnd(process, stop, usage);
            return;
        }

        var run = _processes.RunOf(process);
        switch (stop.Event)
        {
            case StopEvent.Fork or StopEvent.VFork or StopEvent.Clone when Ptrace.TryMessage(process, out var child):
                _processes.Adopt(process, (int)child);
                break;
            case StopEvent.Execute:
                HandleExecution(process, run);
                break;
            case StopEvent.Exit:
                // It cannot be kept from ending any more; once it has been waited for its number may be another's.
                if (run?.Processes.Remove(process) == true && run.Rules.Limits.Written is not null)
                {
                    run.Written += WrittenBytes.Of(process);
                }

                break;
            case StopEvent.Seccomp:
                if (_judge.Look(process, run))
                {
                    Ptrace.ContinueToReturn(process);
                    return;
                }

                break;
            case StopEvent.Stopped when stop.IsOfGroup:
                Ptrace.Listen(process);
                return;
            case StopEvent.Stopped when run is null && process != _zygote!.Process:
                _processes.Park(process);
                return;
            case StopEvent.Signal when stop.Signal == Trap && (stop.Status & CallMark) != 0:
                _judge.Returned(process);
                break;
            case StopEvent.Signal:
                Ptrace.Continue(process, stop.Signal);
                return;
        }

        Ptrace.Continue(process);
    }

    // Before the first instruction of what was executed.
    private void HandleExecution(int process, Run? run)
    {
        if (Ptrace.TryMessage(process, out var before) && before != process)
        {
            // A thread has taken the number of its group, whose first thread has ended.
            _processes.Remove((int)before);
            _processes.Return(process);
            _judge.Forget((int)before);
        }

        if (run is null)
        {
            // Nobody's; but the zygote may be told of while it is still being executed itself.
            if (process != _zygote!.Process)
            {
                Ptrace.Kill(process);
            }
        }
        else if (!_judge.Allows(process, run))
        {
            run.Kill(SandboxEnd.Executed);
        }
    }

    private void HandleEnd(int process, Stop stop, long* usage)
    {
        if (process == _zygote!.Process)
        {
            _isOver = true;
            _processes.KillEarly();
            foreach (var each in _processes.Runs)
            {
                each.Kill(SandboxEnd.Lost);
            }
        }
        else if (_processes.Remove(process) is { } run)
        {
            if (process == run.Root)
            {
                run.Last = stop;
                run.Take(new ReadOnlySpan<byte>(usage, RoomOfUsage * sizeof(long)));

                // What it leaves behind does not go on without it.
                run.Kill(why: null);
            }

            run.EndIfNobodyIsLeft();
        }
    }

    private void GiveUp()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var run in _processes.Runs)
            {
                run.Kill(SandboxEnd.Lost);
                run.End();
            }

            _processes.Clear();
        }

        using (_launching.Take())
        {
            _zygote!.Dispose();
        }
    }
}
