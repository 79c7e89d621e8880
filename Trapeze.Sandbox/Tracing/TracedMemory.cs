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
    internal static string? PathAt(int process, ulong address)
    {
        var buffer = stackalloc byte[LongestPath];
        var here = stackalloc ulong[2];
        var there = stackalloc ulong[2];
        for (var got = 0; got < LongestPath;)
        {
            // Page by page: the next one may not be there.
            var chunk = Math.Min(LongestPath - got, Page - (int)((address + (ulong)got) % Page));
            (here[0], here[1]) = ((ulong)(buffer + got), (ulong)chunk);
            (there[0], there[1]) = (address + (ulong)got, (ulong)chunk);
            var read = (int)Libc.Call(Call.ReadProcess, process, (nint)here, 1, (nint)there, 1);
            if (read <= 0)
            {
                return null;
            }

            var end = new ReadOnlySpan<byte>(buffer + got, read).IndexOf((byte)0);
            if (end >= 0)
            {
                return Encoding.UTF8.GetString(buffer, got + end);
            }

            got += read;
        }

        return null;
    }
}
