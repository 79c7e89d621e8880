using Trapeze.Sandbox.Launching;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox.Usage;

/// <summary>One thread that looks every few milliseconds at what runs use, and ends those that use too much; it sleeps while none has such a limit.</summary>
internal sealed class Watch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly object _changes = new();
    private readonly List<Watched> _watched = [];
    private bool _isAwake;

    /// <summary>Watches a run, until what is returned is disposed of.</summary>
    internal IDisposable? Over(ILauncher launcher, Run run)
    {
        if (run.Rules.Limits is { Memory: null, Written: null })
        {
            return null;
        }

        var watched = new Watched(this, launcher, run);
        lock (_changes)
        {
            _watched.Add(watched);
            if (!_isAwake)
            {
                _isAwake = true;
                new Thread(Work) { IsBackground = true, Name = "Trapeze sandbox limits" }.Start();
            }

            Monitor.Pulse(_changes);
        }

        return watched;
    }

    private void Work()
    {
        while (true)
        {
            Watched[] watched;
            lock (_changes)
            {
                Monitor.Wait(_changes, _watched.Count == 0 ? Timeout.InfiniteTimeSpan : Interval);
                watched = [.. _watched];
            }

            foreach (var (_, launcher, run) in watched)
            {
                Look(launcher, run);
            }
        }
    }

    // What cannot be looked at cannot be bounded.
    private static void Look(ILauncher launcher, Run run)
    {
        try
        {
            LookAt(launcher, run);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            launcher.End(run, run.Rules.Limits.Memory is null ? SandboxEnd.TooMuchWritten : SandboxEnd.TooMuchMemory);
        }
    }

    private static void LookAt(ILauncher launcher, Run run)
    {
        var processes = launcher.ProcessesOf(run);
        if (run.Rules.Limits.Memory is { } memory && HasMoreMemory(launcher, run, processes, memory))
        {
            launcher.End(run, SandboxEnd.TooMuchMemory);
        }

        if (run.Rules.Limits.Written is { } written && HasWrittenMore(launcher, run, processes, written))
        {
            launcher.End(run, SandboxEnd.TooMuchWritten);
        }
    }

    private static bool HasMoreMemory(ILauncher launcher, Run run, int[] processes, long limit)
    {
        var uses = MemoryUse.AtMost(processes);
        if (uses.Values.Sum() <= limit)
        {
            return false;
        }

        // Of those that are still there: the number of one that is not may be another's meanwhile.
        uses = MemoryUse.Of(uses);
        return launcher.ProcessesOf(run).Sum(process => uses.GetValueOrDefault(process)) > limit;
    }

    private static bool HasWrittenMore(ILauncher launcher, Run run, int[] processes, long limit)
    {
        var written = processes.ToDictionary(process => process, WrittenBytes.Of);
        return launcher.WrittenBy(run, written) > limit;
    }

    private sealed record Watched(Watch Watch, ILauncher Launcher, Run Run) : IDisposable
    {
        public void Dispose()
        {
            lock (Watch._changes)
            {
                Watch._watched.Remove(this);
            }
        }
    }
}
