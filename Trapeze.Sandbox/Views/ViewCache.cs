using System.Globalization;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Launching;
using Trapeze.Sandbox.Tracing;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Views;

/// <summary>The mount namespaces that runs have in common: making one takes longer than a launch, entering one no time.</summary>
/// <remarks>Invariant: a namespace keeps the files that it shows, so that none of their numbers is given to another meanwhile.</remarks>
internal sealed unsafe class ViewCache(ILauncher launcher) : IDisposable
{
    private const int Most = 64;
    private const int ChildSignal = 17;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Descriptor, long Used)> _views = new(StringComparer.Ordinal);
    private long _uses;

    /// <summary>A descriptor of the namespace that a plan is about; whoever asks closes it.</summary>
    /// <exception cref="KernelException">It cannot be made.</exception>
    internal int Of(ViewPlan plan)
    {
        var key = plan.Key;
        lock (_lock)
        {
            if (_views.TryGetValue(key, out var known))
            {
                _views[key] = known with { Used = ++_uses };
                return Descriptors.Copy(known.Descriptor);
            }
        }

        var made = Make(plan);
        lock (_lock)
        {
            if (_views.Count >= Most)
            {
                var oldest = _views.MinBy(view => view.Value.Used);
                _views.Remove(oldest.Key);
                Libc.Close(oldest.Value.Descriptor);
            }

            // Another may have made it too, meanwhile.
            if (_views.TryAdd(key, (made, ++_uses)))
            {
                return Descriptors.Copy(made);
            }
        }

        return made;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var view in _views.Values)
            {
                Libc.Close(view.Descriptor);
            }

            _views.Clear();
        }
    }

    private int Make(ViewPlan plan)
    {
        var (here, there) = Descriptors.Pipe();
        var run = new Run(new Grants([], [], [], []), new SandboxRules());
        try
        {
            var script = new Script();
            script.Send(there);
            script.AddWith(Call.Clone, CallFlags.Forks, ChildSignal);
            script.MakeView(plan);
            script.AddWith(Call.ProcessNumber, CallFlags.Tells);
            script.Add(Call.Pause);
            var maker = launcher.Launch(run, script);
            Libc.Close(there);
            there = -1;
            Span<byte> told = stackalloc byte[Script.EntrySize];
            if (!Descriptors.Wait(here, Patience) || Descriptors.Read(here, told) != told.Length)
            {
                throw new KernelException("the mount namespace", ErrorName.NoProcess);
            }

            var answer = ScriptAnswer.Read(told);
            return answer.Result > 0 ? Open(maker, plan) : throw new KernelException($"the mount namespace: {CallNames.Of(answer.Number)}", (int)-answer.Result);
        }
        finally
        {
            launcher.End(run, why: null);
            Libc.Close(here);
            Libc.Close(there);
        }
    }

    // What is there may have changed between the look at the grants and now.
    private static int Open(int maker, ViewPlan plan)
    {
        foreach (var place in plan.Mounts.Select(mount => mount.Place))
        {
            if (FileIdentity.At(string.Create(CultureInfo.InvariantCulture, $"/proc/{maker}/root{place.Path}")) != place.Identity)
            {
                throw new KernelException($"{place.Path} has changed", ErrorName.NoEntry);
            }
        }

        fixed (byte* path = NativeText.Of(string.Create(CultureInfo.InvariantCulture, $"/proc/{maker}/ns/mnt")))
        {
            return (int)Libc.Require("the mount namespace", Call.OpenAt, Opening.CurrentFolder, (nint)path, Opening.CloseOnExec);
        }
    }
}
