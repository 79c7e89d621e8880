using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Tracing.X64;

/// <summary>The calls of x86-64 that open files, and may make them.</summary>
internal static class OpenCalls
{
    /// <summary><c>O_CREAT</c> and <c>O_TMPFILE</c>: with either there is a mode, behind the flags.</summary>
    internal const uint ToMake = 0x40_0040;

    /// <summary>Set-user-id and set-group-id.</summary>
    internal const uint SetIds = 0xC00;

    // O_PATH: nothing can be read by what that gives.
    private const uint PathOnly = 0x20_0000;
    private const uint Mode = 3;
    private const uint WriteOnly = 1;

    /// <summary>Whether what is opened can be read, by its flags.</summary>
    internal static bool Reads(ulong flags) => (flags & PathOnly) == 0 && (flags & Mode) != WriteOnly;

    /// <summary>Which argument has the flags.</summary>
    internal static int FlagsOf(int number) => number == Call.Open ? 1 : 2;

    /// <summary>Whether a file would be made that runs as its owner or group, whoever executes it.</summary>
    internal static bool MakesSetId(int number, ReadOnlySpan<ulong> arguments) =>
        (arguments[FlagsOf(number)] & ToMake) != 0 && (arguments[FlagsOf(number) + 1] & SetIds) != 0;
}
