namespace Trapeze.Sandbox.Kernel.X64;

/// <summary>How files are opened, and what a path begins at.</summary>
internal static class Opening
{
    /// <summary>In place of a folder's descriptor: the current folder (<c>AT_FDCWD</c>).</summary>
    internal const int CurrentFolder = -100;

    /// <summary>No program that is executed keeps it (<c>O_CLOEXEC</c>; the same number for sockets, pipes and epoll).</summary>
    internal const int CloseOnExec = 0x8_0000;

    /// <summary>Names a file without opening it (<c>O_PATH</c>).</summary>
    internal const int PathOnly = 0x20_0000;
}
