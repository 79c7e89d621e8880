using System.Buffers.Binary;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox.Metadata;

/// <summary>Times of a file as a call of a stopped process has them, copied.</summary>
internal static class FileTimes
{
    /// <summary>Two times in seconds and nanoseconds, each of 64 bits.</summary>
    internal const int Size = 32;

    private const int BadAddress = 14;
    private const int Word = 8;
    private const long MicrosecondsOfSecond = 1_000_000;
    private const long NanosecondsOfMicrosecond = 1_000;
    private const long Now = (1 << 30) - 1;

    /// <summary>Copies them.</summary>
    /// <param name="process">The process.</param>
    /// <param name="kind">How they are written there.</param>
    /// <param name="address">Where they are; 0 for now.</param>
    /// <param name="times">Where they go.</param>
    /// <returns>0; negative, the error.</returns>
    internal static int Read(int process, ChangeKind kind, ulong address, Span<byte> times)
    {
        Span<byte> given = stackalloc byte[Size];
        given = kind == ChangeKind.Seconds ? given[..(Size / 2)] : given;
        if (address == 0)
        {
            Put(times, 0, Now, 0, Now);
            return 0;
        }

        if (!TracedMemory.TryRead(process, address, given))
        {
            return -BadAddress;
        }

        switch (kind)
        {
            case ChangeKind.Seconds:
                Put(times, At(given, 0), 0, At(given, 1), 0);
                return 0;
            case ChangeKind.Microseconds:
                var (first, second) = (At(given, 1), At(given, 3));
                Put(times, At(given, 0), first * NanosecondsOfMicrosecond, At(given, 2), second * NanosecondsOfMicrosecond);
                return first is >= 0 and < MicrosecondsOfSecond && second is >= 0 and < MicrosecondsOfSecond ? 0 : -ErrorName.Invalid;
            default:
                given.CopyTo(times);
                return 0;
        }
    }

    private static long At(ReadOnlySpan<byte> words, int which) => BinaryPrimitives.ReadInt64LittleEndian(words[(Word * which)..]);

    private static void Put(Span<byte> times, params ReadOnlySpan<long> words)
    {
        for (var each = 0; each < words.Length; each++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(times[(Word * each)..], words[each]);
        }
    }
}
