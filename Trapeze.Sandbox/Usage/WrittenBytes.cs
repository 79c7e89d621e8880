using System.Globalization;
using Trapeze.Sandbox.Kernel;

namespace Trapeze.Sandbox.Usage;

/// <summary>How much a thread has written.</summary>
internal static class WrittenBytes
{
    private const int LongestText = 512;

    /// <summary>What it gave to calls that write, or what of files it changed in memory, whichever is more.</summary>
    /// <returns>Bytes; 0 if it is not there.</returns>
    internal static long Of(int thread)
    {
        Span<byte> buffer = stackalloc byte[LongestText];
        var counts = ProcFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{thread}/task/{thread}/io"), buffer);
        return Math.Max(ProcFile.NumberOf(counts, "wchar:"u8), ProcFile.NumberOf(counts, "write_bytes:"u8));
    }
}
