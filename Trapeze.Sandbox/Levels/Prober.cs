using System.Collections.Immutable;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Levels;

/// <summary>Tries what this machine lets a process do, in children of a zygote of its own: whoever watches this process may kill for the asking, or not answer at all.</summary>
internal sealed unsafe class Prober : IDisposable
{
    private const int ChildSignal = 17;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Zygote _zygote = Zygote.Start();

    /// <summary>Tries some calls, one after the other, in a child.</summary>
    /// <exception cref="KernelException">There can be no child.</exception>
    internal ProbeAnswer Ask(Action<Script> calls)
    {
        var (here, there) = Descriptors.Pipe();
        try
        {
            var script = new Script();
            script.Send(there);
            script.AddWith(Call.Clone, CallFlags.Forks, ChildSignal);
            calls(script);
            script.AddWith(Call.ProcessNumber, CallFlags.Tells);
            script.AddWith(Call.Exit, CallFlags.MayFail, 0);
            var child = _zygote.Launch(script, Patience);
            Libc.Close(there);
            there = -1;
            return Read(here, child);
        }
        finally
        {
            Libc.Close(here);
            Libc.Close(there);
        }
    }

    public void Dispose() => _zygote.End();

    private static ProbeAnswer Read(int pipe, int child)
    {
        var told = ImmutableArray.CreateBuilder<ScriptAnswer>();
        Span<byte> entry = stackalloc byte[Script.EntrySize];
        while (Descriptors.Wait(pipe, Patience))
        {
            if (Descriptors.Read(pipe, entry) != entry.Length)
            {
                return new ProbeAnswer(told.ToImmutable(), IsLate: false);
            }

            told.Add(ScriptAnswer.Read(entry));
        }

        Libc.Call(Call.Kill, child, Tracing.Ptrace.Killing);
        return new ProbeAnswer(told.ToImmutable(), IsLate: true);
    }
}
