using System.Globalization;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Namespaces;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Tracing;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Launching;

/// <summary>Launches runs that nobody traces. Each has a keeper, which tells how its program ended, and ends when nothing of the run is left.</summary>
internal sealed unsafe class UntracedLauncher : ILauncher
{
    private const int ChildSignal = 17;
    private const int SetName = 15;
    private const int SignalActionSize = 32;

    private readonly Turn _launching = new();
    private readonly Lock _lock = new();
    private readonly Endings _endings = new();
    private readonly Zygote _zygote;
    private readonly NamespaceWay _way;
    private volatile bool _isOver;

    private UntracedLauncher(Zygote zygote, NamespaceWay way) => (_zygote, _way) = (zygote, way);

    public bool IsOver => _isOver || _zygote.IsGone;

    /// <summary>Starts one.</summary>
    /// <param name="way">How its runs come to be in namespaces.</param>
    /// <exception cref="KernelException">This machine does not let it.</exception>
    internal static UntracedLauncher Start(NamespaceWay way)
    {
        var launcher = new UntracedLauncher(Zygote.Start(), way);
        var script = new Script();
        Span<byte> ignore = stackalloc byte[SignalActionSize];
        ignore[0] = 1;
        script.AddWith(Call.ProcessControl, CallFlags.MayFail, SetName, script.Text("trapeze-zygote"), 0, 0, 0);
        script.AddWith(Call.SignalAction, CallFlags.MayFail, ChildSignal, script.Bytes(ignore), 0, sizeof(ulong));
        script.LeaveCommon(way, hasNetwork: false);
        LaunchScript.AddCommonFilter(script, isTraced: false);
        try
        {
            launcher._zygote.Send(script);
        }
        catch
        {
            launcher._zygote.End();
            throw;
        }

        new Thread(launcher.Watch) { IsBackground = true, Name = "Trapeze sandbox" }.Start();
        return launcher;
    }

    /// <inheritdoc/>
    public int Launch(Run run, Script script)
    {
        using (_launching.Take())
        {
            var process = IsOver ? throw new KernelException("the zygote", ErrorName.NoProcess) : _zygote.Launch(script);
            run.Begin(process);
            return process;
        }
    }

    /// <inheritdoc/>
    public void End(Run run, SandboxEnd? why)
    {
        lock (_lock)
        {
            run.Why ??= why;
            if (run.IsEnding)
            {
                return;
            }

            run.IsEnding = true;
        }

        if (run.Keeper == 0)
        {
            Ptrace.Kill(run.Root);
        }
        else if (_way != NamespaceWay.None)
        {
            Ptrace.Kill(run.Keeper);
        }
        else
        {
            _endings.Add(run);
        }
    }

    /// <inheritdoc/>
    public int[] ProcessesOf(Run run) => [.. Descendants.Now().Of(run.Keeper).SelectMany(ThreadsOf)];

    /// <inheritdoc/>
    public long WrittenBy(Run run, IReadOnlyDictionary<int, long> asked) => asked.Values.Sum();

    private static IEnumerable<int> ThreadsOf(int process)
    {
        var folder = new DirectoryInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task"));
        return folder.Exists ? [.. folder.EnumerateDirectories().Select(thread => int.Parse(thread.Name, CultureInfo.InvariantCulture))] : [];
    }

    private void Watch()
    {
        int status;
        while (Libc.Call(Call.Wait, _zygote.Process, (nint)(&status)) < 0 && Libc.Error == ErrorName.Interrupted)
        {
        }

        _isOver = true;

        // Not under a launch: the number of what is closed may be another's by the time that it is written to.
        using (_launching.Take())
        {
            _zygote.Dispose();
        }
    }
}
