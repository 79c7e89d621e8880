using System.Globalization;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Results;

namespace Trapeze.Sandbox.Tracing;

/// <summary>Judges what confined processes have executed, and the calls that the filter shows.</summary>
internal sealed class Judge
{
    private const int CurrentFolder = -100;
    private const int Arguments = 6;

    private readonly Loaders _loaders = new();

    /// <summary>Whether what a process has just become is a program that its run may execute; if not, that is noted.</summary>
    internal bool Allows(int process, Run run)
    {
        var image = RealPath.Link($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/exe");
        if (image is not null && !_loaders.Has(image) && Grants.Has(run.Grants.ToExecute, image))
        {
            return true;
        }

        run.Note(new SandboxViolation(CallNames.Of(Call.Execute), image));
        return false;
    }

    /// <summary>Refuses a call that no rule allows; notes one that is refused, or will be.</summary>
    internal static void Look(int process, Run? run)
    {
        Span<ulong> arguments = stackalloc ulong[Arguments];
        if (!Ptrace.TryMessage(process, out var why) || Ptrace.CallOf(process, arguments) is not { } number)
        {
            return;
        }

        if ((Seccomp.Look)why == Seccomp.Look.Writes && number is Call.Open or Call.OpenAt)
        {
            NoteIfOutside(process, run, number, arguments);
            return;
        }

        run?.Note(new SandboxViolation(CallNames.Of(number), Path: null));
        Ptrace.Refuse(process, ErrorName.NotPermitted);
    }

    // For people: Landlock decides, when the file is known.
    private static void NoteIfOutside(int process, Run? run, int number, ReadOnlySpan<ulong> arguments)
    {
        var (folder, at) = number == Call.Open ? (CurrentFolder, 0) : ((int)arguments[0], 1);
        if (run is null || TracedMemory.PathAt(process, arguments[at]) is not { Length: > 0 } path)
        {
            return;
        }

        var from = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{(folder == CurrentFolder ? "cwd" : $"fd/{folder}")}");
        var whole = Path.GetFullPath(path[0] == '/' ? path : $"{RealPath.Link(from)}/{path}");
        if (!Grants.Has(run.Grants.ToWrite, whole))
        {
            run.Note(new SandboxViolation(CallNames.Of(number), whole));
        }
    }
}
