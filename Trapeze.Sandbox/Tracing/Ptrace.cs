using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Tracing;

/// <summary>What a tracer asks of the kernel. A process that was killed meanwhile is not there to be asked, which is no failure.</summary>
internal static unsafe class Ptrace
{
    /// <summary>The signal that nothing survives.</summary>
    internal const int Killing = 9;

    private const int SeizeRequest = 0x4206;
    private const int ContinueRequest = 7;
    private const int ReturnRequest = 24;
    private const int ListenRequest = 0x4208;
    private const int MessageRequest = 0x4201;
    private const int CallRequest = 0x420E;
    private const int PokeUser = 6;

    // EXITKILL, SECCOMP, EXIT, EXEC, CLONE, VFORK, FORK, SYSGOOD.
    private const int Options = 0x10_00DF;

    /// <summary>Traces a process, and whatever it forks; the kernel kills them all if this thread ends.</summary>
    /// <exception cref="KernelException">It may not be traced.</exception>
    internal static void Seize(int process) => Libc.Require("ptrace", Call.Trace, SeizeRequest, process, 0, Options);

    /// <summary>Lets a process go on, with a signal if there is one.</summary>
    internal static void Continue(int process, int signal = 0) => Ask(ContinueRequest, process, 0, signal);

    /// <summary>Leaves a process stopped, as its group is.</summary>
    internal static void Listen(int process) => Ask(ListenRequest, process);

    /// <summary>What an event is about.</summary>
    internal static bool TryMessage(int process, out long message)
    {
        long told;
        var isThere = Ask(MessageRequest, process, 0, (nint)(&told)) >= 0;
        message = isThere ? told : 0;
        return isThere;
    }

    /// <summary>The call that a process has stopped at.</summary>
    /// <param name="process">The process.</param>
    /// <param name="arguments">The arguments, six of them.</param>
    /// <returns>Its number; <see langword="null"/> if the process is not there.</returns>
    internal static int? CallOf(int process, Span<ulong> arguments)
    {
        var state = stackalloc byte[CallState.Size];
        if (Ask(CallRequest, process, CallState.Size, (nint)state) < 0)
        {
            return null;
        }

        new Span<ulong>(state + CallState.ArgumentsAt, arguments.Length).CopyTo(arguments);
        return (int)*(long*)(state + CallState.NumberAt);
    }

    /// <summary>Has the call that a process has stopped at return something, without being made: an error, if it is negative.</summary>
    internal static void Answer(int process, long result)
    {
        Ask(PokeUser, process, CallState.NumberRegister, -1);
        Ask(PokeUser, process, CallState.ResultRegister, (nint)result);
    }

    /// <summary>Has a process make, or begin again, this call instead of the one that it is in.</summary>
    internal static void Change(int process, int number, ReadOnlySpan<ulong> arguments)
    {
        Ask(PokeUser, process, CallState.NumberRegister, number);
        for (var each = 0; each < arguments.Length; each++)
        {
            Ask(PokeUser, process, CallState.ArgumentRegisters[each], (nint)arguments[each]);
        }
    }

    /// <summary>Lets a process go on to where the call that it is in returns.</summary>
    internal static void ContinueToReturn(int process) => Ask(ReturnRequest, process);

    /// <summary>Ends a process. Nothing for one that never was: what is not a process's number stands for many of them, this process among them.</summary>
    internal static void Kill(int process)
    {
        if (process > 0)
        {
            Libc.Call(Call.Kill, process, Killing);
        }
    }

    /// <summary>Whether there is a process of that number, ended or not, that has not been waited for.</summary>
    internal static bool IsThere(int process) => Libc.Call(Call.Kill, process) == 0 || Libc.Error != ErrorName.NoProcess;

    private static nint Ask(int request, int process, nint address = 0, nint data = 0) => Libc.Call(Call.Trace, request, process, address, data);
}
