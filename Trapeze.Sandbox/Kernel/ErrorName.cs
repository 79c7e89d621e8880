using System.Globalization;

namespace Trapeze.Sandbox.Kernel;

/// <summary>What <c>errno</c> says, for people.</summary>
internal static class ErrorName
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int NoProcess = 3;
    internal const int Interrupted = 4;
    internal const int Again = 11;
    internal const int NoAccess = 13;
    internal const int Invalid = 22;
    internal const int NoTerminal = 25;
    internal const int NoSuchCall = 38;
    internal const int NotSupported = 95;
    internal const int Already = 114;
    internal const int InProgress = 115;

    internal static string Of(int error) => error switch
    {
        NotPermitted => "the operation is not permitted (EPERM)",
        NoEntry => "there is no such file (ENOENT)",
        NoProcess => "there is no such process (ESRCH)",
        7 => "arguments and environment are too long (E2BIG)",
        8 => "it is no program of this machine (ENOEXEC)",
        9 => "the descriptor is not open (EBADF)",
        Again => "there are too many processes (EAGAIN)",
        12 => "there is not enough memory (ENOMEM)",
        NoAccess => "access is denied (EACCES)",
        16 => "it is in use (EBUSY)",
        17 => "it is there already (EEXIST)",
        20 => "a part of the path is no folder (ENOTDIR)",
        21 => "it is a folder (EISDIR)",
        Invalid => "an argument is invalid (EINVAL)",
        24 => "too many files are open (EMFILE)",
        26 => "the file is being written (ETXTBSY)",
        28 => "there is no room (ENOSPC)",
        30 => "nothing can be written there (EROFS)",
        36 => "the name is too long (ENAMETOOLONG)",
        NoSuchCall => "the kernel does not have this call (ENOSYS)",
        40 => "there are too many symbolic links (ELOOP)",
        90 => "the message is too long (EMSGSIZE)",
        _ => string.Create(CultureInfo.InvariantCulture, $"error {error}"),
    };
}
