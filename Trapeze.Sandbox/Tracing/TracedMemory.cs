using System.Text;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Tracing;

/// <summary>Reads what a stopped process points to.</summary>
internal static unsafe class TracedMemory
{
    private const int LongestPath = 4096;
    private const int Page = 4096;

    /// <summary>A path; <see langword="null"/> if there is none.</summary>
    internal static string? PathAt(int process, ulong address) => TextAt(process, address) is { } text ? Encoding.UTF8.GetString(text) : null;

    /// <summary>The same, as the kernel has it.</summary>
    internal static byte[]? TextAt(int process, ulong address)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        for (var got = 0; got < LongestPath;)
        {
            // Page by page: the next one may not be there.
            var chunk = buffer.Slice(got, Math.Min(LongestPath - got, Page - (int)((address + (ulong)got) % Page)));
            if (!TryRead(process, address + (ulong)got, chunk))
            {
                return null;
            }

            var end = chunk.IndexOf((byte)0);
            if (end >= 0)
            {
                return buffer[..(got + end)].ToArray();
            }

            got += chunk.Length;
        }

        return null;
    }

    /// <summary>Copies what is at an address, all of it or nothing.</summary>
    internal static bool TryRead(int process, ulong address, Span<byte> into)
    {
        fixed (byte* to = into)
        {
            var here = stackalloc ulong[2] { (ulong)to, (ulong)into.Length };
            var there = stackalloc ulong[2] { address, (ulong)into.Length };
            return Libc.Call(Call.ReadProcess, process, (nint)here, 1, (nint)there, 1) == into.Length;
        }
    }
}
