using System.Globalization;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Metadata;
using Trapeze.Sandbox.Metadata.X64;
using Trapeze.Sandbox.Networks;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Seccomp.X64;
using Trapeze.Sandbox.Tracing.X64;

namespace Trapeze.Sandbox.Tracing;

/// <summary>Judges what confined processes have executed, and the calls that the filter shows.</summary>
internal sealed class Judge
{
    // It is nowhere, though its path begins at the root.
    private const string FromMemory = "/memfd:";

    private const int Arguments = 6;
    private const ulong NoSignal = 0x4000;

    private readonly Loaders _loaders = new();

    // Those that wait for a connection, and what they had asked for. They wait by sending nothing: that returns when there is one, with what connecting would.
    private readonly Dictionary<int, ulong[]> _waiting = [];

    /// <summary>Whether what a process has just become is a program that its run may execute; if not, that is noted.</summary>
    internal bool Allows(int process, Run run)
    {
        var image = RealPath.Link($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/exe");
        if (image is not null)
        {
            run.Observation?.Executed(image);
        }

        if (image is not null && !image.StartsWith(FromMemory, StringComparison.Ordinal) && !_loaders.Has(image) && Grants.Has(run.Grants.ToExecute, image))
        {
            return true;
        }

        run.Note(new SandboxViolation(CallNames.Of(Call.Execute), image));
        return false;
    }

    /// <summary>Decides about the call that a process has stopped at, and notes it if it is refused, or will be.</summary>
    /// <returns>Whether the process goes on to where the call returns, which <see cref="Returned"/> is then told.</returns>
    internal bool Look(int process, Run? run)
    {
        Span<ulong> arguments = stackalloc ulong[Arguments];
        if (!Ptrace.TryMessage(process, out var why) || Ptrace.CallOf(process, arguments) is not { } number)
        {
            // It has ended; or nobody can say what it asks for, and then it does not get it.
            Ptrace.Kill(process);
            return false;
        }

        // What a filter of the program's own shows may come with any reason: the number alone says what it is.
        if (number is Call.Open or Call.OpenAt && !OpenCalls.MakesSetId(number, arguments))
        {
            run?.Observation?.Take(process, number, arguments);
            NoteIfOutside(process, run, number, arguments);
            return false;
        }

        if (run?.Observation is { } observation && !PathCalls.Of(number).IsEmpty)
        {
            observation.Take(process, number, arguments);
            return false;
        }

        var answer = (Seccomp.Look)why == Seccomp.Look.Decides && run is not null ? Decide(process, run, number, arguments) : Answer.Refuse(subject: null);
        switch (answer.Kind)
        {
            case AnswerKind.Make:
                return false;
            case AnswerKind.Made:
                Ptrace.Answer(process, answer.Result);
                return false;
            case AnswerKind.Wait:
                _waiting[process] = arguments.ToArray();
                Ptrace.Change(process, Call.SendTo, [arguments[0], 0, 0, NoSignal, 0, 0]);
                return true;
            default:
                run?.Note(new SandboxViolation(CallNames.Of(number), answer.Subject));
                Ptrace.Answer(process, answer.Result);
                return false;
        }
    }

    /// <summary>Takes up a process whose call returns: what it waited with was not what it had asked for.</summary>
    internal void Returned(int process)
    {
        if (_waiting.Remove(process, out var arguments))
        {
            // The call's own, should it be begun again behind a signal.
            Ptrace.Change(process, Call.Connect, arguments);
        }
    }

    /// <summary>Forgets a process that is not there any more.</summary>
    internal void Forget(int process) => _waiting.Remove(process);

    private static Answer Decide(int process, Run run, int number, ReadOnlySpan<ulong> arguments) => number switch
    {
        Call.Socket => Connector.JudgeSocket(run.Rules.Network, arguments),
        Call.Connect => Connector.Connect(process, run.Rules.Network, arguments),
        Call.MemoryFile => run.Rules.Limits.Memory is null ? Answer.Make : Answer.Refuse(subject: null, ErrorName.NoSuchCall),
        Call.Allocate => run.Rules.Limits.Written is null ? Answer.Make : Answer.Made(-ErrorName.NotSupported),
        _ when IdentityCalls.Numbers.Contains(number) => IdentityCalls.Judge(number, arguments),
        _ when UnsupportedCalls.Numbers.Contains(number) => Answer.Refuse(subject: null, ErrorName.NotSupported),
        _ => ChangeCalls.Read(number, arguments) is { } change ? Changer.Make(process, run.Grants, change) : Answer.Refuse(subject: null),
    };

    // For people: Landlock decides, when the file is known. Whether there is one is not asked, as whoever sees what is named would see that.
    private static void NoteIfOutside(int process, Run? run, int number, ReadOnlySpan<ulong> arguments)
    {
        var (folder, at) = number == Call.Open ? (Opening.CurrentFolder, 0) : ((int)arguments[0], 1);
        var flags = arguments[OpenCalls.FlagsOf(number)];
        var (writes, reads) = ((flags & CallFilter.ToWrite) != 0, run?.Rules.NamesReads is true && OpenCalls.Reads(flags));
        if (run is null || !(writes || reads) || Observation.PathOf(process, folder, arguments[at]) is not { } whole)
        {
            return;
        }

        var isWriteOutside = writes && !Grants.Has(run.Grants.NamedToWrite, whole);
        var isReadOutside = reads && !Grants.Has(run.Grants.NamedToRead, whole) && !Grants.Has(SystemFolders.Paths, whole);
        if (isWriteOutside || isReadOutside)
        {
            run.Note(new SandboxViolation(CallNames.Of(number), whole));
        }
    }
}
