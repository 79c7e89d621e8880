using Trapeze.Sandbox.Kernel;

namespace Trapeze.Sandbox.Seccomp.X64;

/// <summary>What may be asked of an open file by <c>ioctl</c>: Landlock decides about devices alone, and of a file that may only be read its owner can change flags.</summary>
internal static class AllowedControls
{
    private const uint PushInput = 0x5412;
    private const uint Console = 0x541C;
    private const uint SetFlags = 0x4008_6602;
    private const uint SetAttributes = 0x401C_5820;

    // Of terminals: TCGETS to TCSETSF, TIOCGPGRP, TIOCSPGRP, TIOCOUTQ, TIOCGWINSZ, TIOCSWINSZ, FIONREAD, FIONBIO, TIOCGSID; of descriptors: FIONCLEX, FIOCLEX, FIOASYNC, FIOQSIZE;
    // of files: FIGETBSZ, FICLONE, FICLONERANGE, FS_IOC_FIEMAP, FS_IOC_GETFLAGS, FS_IOC_FSGETXATTR.
    private static readonly uint[] Allowed =
    [
        0x5401, 0x5402, 0x5403, 0x5404, 0x540F, 0x5410, 0x5411, 0x5413, 0x5414, 0x541B, 0x5421, 0x5429, 0x5450, 0x5451, 0x5452, 0x5460,
        0x0002, 0x4004_9409, 0x4020_940D, 0xC020_660B, 0x8008_6601, 0x801C_581F,
    ];

    /// <summary>Says what becomes of one; what nobody knows is answered as by a file that does not know it.</summary>
    internal static void Judge(BpfProgram filter)
    {
        filter.LoadArgument(1);
        foreach (var request in Allowed)
        {
            filter.IfEqual(request, then => then.Say(Verdict.Allow));
        }

        foreach (var request in (ReadOnlySpan<uint>)[PushInput, Console, SetFlags, SetAttributes])
        {
            filter.IfEqual(request, then => then.Say(Verdict.Deny));
        }

        filter.Say(Verdict.Fail(ErrorName.NoTerminal));
    }
}
