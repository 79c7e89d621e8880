using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Printing;

/// <summary>One thread that reads what all runs print, so that none of them waits for a reader, and no reader for them.</summary>
internal sealed unsafe class Pump
{
    private const int Add = 1;
    private const int Remove = 2;
    private const uint Readable = 1;
    private const uint Writable = 4;
    private const int EventSize = 12;
    private const int MostEvents = 64;
    private const int ChunkSize = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Reader> _readers = [];
    private readonly Dictionary<int, TaskCompletionSource> _waiting = [];
    private readonly int _events = (int)Libc.Require("epoll_create1", Call.CreateEvents, Opening.CloseOnExec);

    internal Pump() => new Thread(Work) { IsBackground = true, Name = "Trapeze sandbox output" }.Start();

    /// <summary>Reads a pipe to its end, and closes it.</summary>
    /// <param name="pipe">The pipe.</param>
    /// <param name="take">Takes what was read, a part at a time.</param>
    /// <returns>Ends with the pipe, on the thread that reads for all: whoever waits for it goes on elsewhere.</returns>
    internal Task ReadAsync(int pipe, Action<ReadOnlySpan<byte>> take)
    {
        var reader = new Reader(take, new TaskCompletionSource());
        lock (_lock)
        {
            _readers[pipe] = reader;
        }

        Want(pipe, Readable);
        return reader.Ended.Task;
    }

    /// <summary>Waits for a pipe that others read or fill.</summary>
    /// <returns>Ends when there is something in it, or room, or nobody at its other end.</returns>
    internal Task WhenReadyAsync(int pipe, bool toWrite)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting[pipe] = ready;
        }

        Want(pipe, toWrite ? Writable : Readable);
        return ready.Task;
    }

    private void Want(int pipe, uint what)
    {
        var wanted = stackalloc byte[EventSize];
        *(uint*)wanted = what;
        *(long*)(wanted + sizeof(uint)) = pipe;
        Libc.Require("epoll_ctl", Call.ControlEvents, _events, Add, pipe, (nint)wanted);
    }

    private void Work()
    {
        var events = stackalloc byte[EventSize * MostEvents];
        var chunk = GC.AllocateUninitializedArray<byte>(ChunkSize);
        while (true)
        {
            var count = (int)Libc.Call(Call.WaitEvents, _events, (nint)events, MostEvents, -1);
            for (var each = 0; each < count; each++)
            {
                Read((int)*(long*)(events + (EventSize * each) + sizeof(uint)), chunk);
            }
        }
    }

    private void Read(int pipe, byte[] chunk)
    {
        Reader reader;
        TaskCompletionSource? ready;
        lock (_lock)
        {
            _waiting.Remove(pipe, out ready);
            reader = ready is null ? _readers[pipe] : default;
        }

        if (ready is not null)
        {
            _ = Libc.Call(Call.ControlEvents, _events, Remove, pipe);
            ready.SetResult();
            return;
        }

        var length = Descriptors.Read(pipe, chunk);
        if (length > 0)
        {
            reader.Take(chunk.AsSpan(0, length));
        }
        else if (length == 0 || Libc.Error is not (ErrorName.Again or ErrorName.Interrupted))
        {
            lock (_lock)
            {
                _readers.Remove(pipe);
            }

            // Closing it does not do that while a process that this one is just starting has it too.
            _ = Libc.Call(Call.ControlEvents, _events, Remove, pipe);
            Libc.Close(pipe);
            reader.Ended.SetResult();
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Reader(Action<ReadOnlySpan<byte>> Take, TaskCompletionSource Ended);
}
