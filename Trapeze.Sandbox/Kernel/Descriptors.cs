using System.Text;

namespace Trapeze.Sandbox.Kernel;

/// <summary>Descriptors that launched programs get.</summary>
internal static unsafe class Descriptors
{
    private const int NonBlocking = 0x800;
    private const int SetFlags = 4;
    private const int DuplicateAbove = 1030;
    private const int ReadOnly = 0x100;

    /// <summary>A pipe, whose end here never blocks.</summary>
    internal static (int Here, int There) Pipe()
    {
        var ends = stackalloc int[2];
        Libc.Require("pipe", X64.Call.Pipe, (nint)ends, X64.Opening.CloseOnExec);
        Libc.Require("fcntl", X64.Call.FileControl, ends[0], SetFlags, NonBlocking);
        return (ends[0], ends[1]);
    }

    /// <summary>A pipe to write into from here, where that never blocks.</summary>
    internal static (int Here, int There) InputPipe()
    {
        var ends = stackalloc int[2];
        Libc.Require("pipe", X64.Call.Pipe, (nint)ends, X64.Opening.CloseOnExec);
        Libc.Require("fcntl", X64.Call.FileControl, ends[1], SetFlags, NonBlocking);
        return (ends[1], ends[0]);
    }

    /// <summary>A file that has this content, and no name.</summary>
    internal static int With(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            fixed (byte* nothing = "/dev/null\0"u8)
            {
                return (int)Libc.Require("/dev/null", X64.Call.OpenAt, X64.Opening.CurrentFolder, (nint)nothing, X64.Opening.CloseOnExec);
            }
        }

        int file;
        fixed (byte* name = "trapeze-input\0"u8)
        {
            file = (int)Libc.Require("memfd_create", X64.Call.MemoryFile, (nint)name, 1);
        }

        try
        {
            fixed (byte* bytes = content)
            {
                for (var written = 0; written < content.Length;)
                {
                    written += (int)Libc.Require("write", X64.Call.Write, file, (nint)(bytes + written), content.Length - written);
                }
            }

            // Nobody executes it, and nobody who opens it by another name makes memory of it.
            Libc.Require("fchmod", X64.Call.ChangeModeOfOpen, file, ReadOnly);

            // Opened anew, to read alone and from the beginning.
            fixed (byte* path = Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/proc/self/fd/{file}\0")))
            {
                return (int)Libc.Require("the input", X64.Call.OpenAt, X64.Opening.CurrentFolder, (nint)path, X64.Opening.CloseOnExec);
            }
        }
        finally
        {
            Libc.Close(file);
        }
    }

    /// <summary>Another descriptor of the same.</summary>
    internal static int Copy(int descriptor) => (int)Libc.Require("dup", X64.Call.FileControl, descriptor, DuplicateAbove, 0);

    /// <summary>Waits until something can be read, or the other end is closed.</summary>
    /// <returns>Whether that came in time.</returns>
    internal static bool Wait(int descriptor, TimeSpan patience)
    {
        const int Readable = 1;
        var watched = stackalloc int[2] { descriptor, Readable };
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            var ready = Libc.Call(X64.Call.Poll, (nint)watched, 1, (nint)Math.Max(0, until - Environment.TickCount64));
            if (ready >= 0 || Libc.Error != ErrorName.Interrupted)
            {
                return ready > 0;
            }
        }
    }

    /// <summary>Whether nobody has the other end any more.</summary>
    internal static bool IsCutOff(int descriptor)
    {
        // Asked for nothing, it tells of that alone.
        var watched = stackalloc int[2] { descriptor, 0 };
        return Libc.Call(X64.Call.Poll, (nint)watched, 1, 0) > 0;
    }

    /// <summary>Reads what there is.</summary>
    /// <param name="descriptor">The pipe.</param>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="length">How many bytes; negative if there is nothing now.</param>
    /// <returns>Whether it goes on.</returns>
    internal static bool TryRead(int descriptor, Span<byte> buffer, out int length)
    {
        length = Read(descriptor, buffer);
        return length > 0 || (length < 0 && Libc.Error is ErrorName.Again or ErrorName.Interrupted);
    }

    /// <summary>Writes what there is room for.</summary>
    /// <param name="descriptor">The pipe.</param>
    /// <param name="bytes">What is written.</param>
    /// <param name="length">How many bytes of it; negative if there is no room now.</param>
    /// <returns>Whether somebody may still read it.</returns>
    internal static bool TryWrite(int descriptor, ReadOnlySpan<byte> bytes, out int length)
    {
        fixed (byte* from = bytes)
        {
            length = (int)Libc.Call(X64.Call.Write, descriptor, (nint)from, bytes.Length);
        }

        return length >= 0 || Libc.Error is ErrorName.Again or ErrorName.Interrupted;
    }

    /// <summary>Reads what there is.</summary>
    /// <returns>How many bytes; 0 at the end, negative if there is nothing now.</returns>
    internal static int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* to = buffer)
        {
            return (int)Libc.Call(X64.Call.Read, descriptor, (nint)to, buffer.Length);
        }
    }
}
