using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Zygotes;

/// <summary>A tiny process that launches others: nothing of this process is in it, no lock that a fork would keep, no memory that would have to be copied.</summary>
internal sealed unsafe class Zygote : IDisposable
{
    private const int UnixFamily = 1;
    private const int Packets = 5;
    private const int DuplicateAbove = 1030;
    private const int High = 100;
    private const int SocketLevel = 1;
    private const int SendBuffer = 7;
    private const int SendBufferForced = 32;
    private const int SendBufferSize = 4 << 20;
    private const int RightsType = 1;
    private const int NoSignal = 0x4000;
    private const int ReadWrite = 2;
    private const int ActionsSize = 512;
    private const int KillSignal = 9;

    private readonly int _socket;

    private Zygote(int process, int socket) => (Process, _socket) = (process, socket);

    /// <summary>Its process.</summary>
    internal int Process { get; }

    /// <summary>Whether it is dead: who waits for its end hears of that later.</summary>
    internal bool IsGone => Descriptors.IsCutOff(_socket);

    /// <summary>Starts one, as a child of this thread.</summary>
    /// <exception cref="KernelException">It cannot be started.</exception>
    internal static Zygote Start()
    {
        Span<int> ends = stackalloc int[2];
        var image = Image();
        fixed (int* pair = ends)
        {
            Libc.Require("socketpair", Call.SocketPair, UnixFamily, Packets | Opening.CloseOnExec, 0, (nint)pair);
        }

        var size = SendBufferSize;
        _ = Libc.Call(Call.SocketOption, ends[0], SocketLevel, SendBufferForced, (nint)(&size), sizeof(int)) < 0
            && Libc.Call(Call.SocketOption, ends[0], SocketLevel, SendBuffer, (nint)(&size), sizeof(int)) < 0;
        var nothing = OpenNothing();

        // High, so that none of them is one of those that they become.
        var (theirs, none) = (Duplicate(ends[1]), Duplicate(nothing));
        try
        {
            return new Zygote(Spawn($"/proc/self/fd/{image}", (none, 0), (none, 1), (none, 2), (theirs, 3)), ends[0]);
        }
        catch
        {
            Libc.Close(ends[0]);
            throw;
        }
        finally
        {
            foreach (var descriptor in (ReadOnlySpan<int>)[theirs, none, nothing, ends[1], image])
            {
                Libc.Close(descriptor);
            }
        }
    }

    /// <summary>Sends a script that forks nothing, and does not wait for it.</summary>
    /// <exception cref="KernelException">It cannot be sent.</exception>
    internal void Send(Script script)
    {
        var bytes = script.Build(ZygoteImage.Buffer);
        if (bytes.Length > ZygoteImage.BufferSize)
        {
            throw new KernelException("a launch", error: 7);
        }

        fixed (byte* content = bytes)
        {
            Send(content, bytes.Length, script.Descriptors);
        }
    }

    /// <summary>Sends a script that forks once.</summary>
    /// <param name="script">The script.</param>
    /// <param name="patience">How long it may take; as long as it takes, if nothing is said.</param>
    /// <returns>The child.</returns>
    /// <exception cref="KernelException">There is none.</exception>
    internal int Launch(Script script, TimeSpan? patience = null)
    {
        Send(script);
        if (patience is { } most && !Descriptors.Wait(_socket, most))
        {
            throw new KernelException("the zygote", ErrorName.Again);
        }

        Span<byte> answer = stackalloc byte[Script.EntrySize];
        fixed (byte* to = answer)
        {
            if (Libc.Require("the zygote", Call.Read, _socket, (nint)to, answer.Length) != answer.Length)
            {
                throw new KernelException("the zygote", ErrorName.NoProcess);
            }
        }

        var result = ScriptAnswer.Read(answer).Result;
        return result > 0 ? (int)result : throw new KernelException("a process cannot be made", (int)-result);
    }

    /// <summary>Ends one that nobody has waited for.</summary>
    internal void End()
    {
        int status;
        Libc.Call(Call.Kill, Process, KillSignal);
        Libc.Call(Call.Wait, Process, (nint)(&status));
        Dispose();
    }

    public void Dispose() => Libc.Close(_socket);

    private void Send(byte* content, int length, IReadOnlyList<int> descriptors)
    {
        const int Header = 16;
        var control = stackalloc byte[512];
        var part = stackalloc nint[2];
        var message = stackalloc nint[7];
        new Span<nint>(message, 7).Clear();
        (part[0], part[1]) = ((nint)content, length);
        (message[2], message[3]) = ((nint)part, 1);
        if (descriptors.Count > 0)
        {
            *(nint*)control = Header + (sizeof(int) * descriptors.Count);
            (((int*)control)[2], ((int*)control)[3]) = (SocketLevel, RightsType);
            for (var each = 0; each < descriptors.Count; each++)
            {
                ((int*)(control + Header))[each] = descriptors[each];
            }

            (message[4], message[5]) = ((nint)control, (Header + (sizeof(int) * descriptors.Count) + 7) & ~7);
        }

        Libc.Require("the zygote", Call.SendMessage, _socket, (nint)message, NoSignal);
    }

    private static int Image()
    {
        var file = ZygoteImage.Make();
        fixed (byte* name = "trapeze-zygote\0"u8)
        fixed (byte* content = file)
        {
            var image = (int)Libc.Require("memfd_create", Call.MemoryFile, (nint)name, 1);
            Libc.Require("write", Call.Write, image, (nint)content, file.Length);
            return image;
        }
    }

    private static int OpenNothing()
    {
        fixed (byte* path = "/dev/null\0"u8)
        {
            return (int)Libc.Require("/dev/null", Call.OpenAt, Opening.CurrentFolder, (nint)path, ReadWrite | Opening.CloseOnExec);
        }
    }

    private static int Duplicate(int descriptor) => (int)Libc.Require("dup", Call.FileControl, descriptor, DuplicateAbove, High);

    private static int Spawn(string path, params ReadOnlySpan<(int From, int To)> duplicates)
    {
        var actions = stackalloc byte[ActionsSize];
        _ = Libc.InitActions(actions);
        try
        {
            foreach (var (from, to) in duplicates)
            {
                _ = Libc.AddDuplicate(actions, from, to);
            }

            fixed (byte* file = NativeText.Of(path))
            fixed (byte* name = "trapeze-zygote\0"u8)
            {
                var arguments = stackalloc byte*[2] { name, null };
                var environment = stackalloc byte*[1] { null };
                int process;
                var error = Libc.Spawn(&process, file, actions, null, arguments, environment);
                return error == 0 ? process : throw new KernelException("the zygote cannot be started", error);
            }
        }
        finally
        {
            _ = Libc.DestroyActions(actions);
        }
    }
}
