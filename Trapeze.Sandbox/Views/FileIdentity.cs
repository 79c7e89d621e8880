using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Views;

/// <summary>Which file a file is, whatever its name.</summary>
/// <param name="Device">Where it is.</param>
/// <param name="Number">Its number there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileIdentity(ulong Device, ulong Number)
{
    private const uint Kind = 0xF000;
    private const uint Folder = 0x4000;
    private const int NoFollow = 0x100;

    /// <summary>That of an open file.</summary>
    /// <exception cref="KernelException">It cannot be asked.</exception>
    internal static unsafe FileIdentity Of(int file, out bool isFolder)
    {
        var status = stackalloc byte[StatusLayout.Size];
        Libc.Require("fstat", Call.FileStatus, file, (nint)status);
        isFolder = (*(uint*)(status + StatusLayout.ModeAt) & Kind) == Folder;
        return Read(status);
    }

    /// <summary>That of what is at a path, a link itself; <see langword="null"/> if nothing is.</summary>
    internal static unsafe FileIdentity? At(string path)
    {
        var status = stackalloc byte[StatusLayout.Size];
        fixed (byte* name = NativeText.Of(path))
        {
            return Libc.Call(Call.StatusAt, Opening.CurrentFolder, (nint)name, (nint)status, NoFollow) == 0 ? Read(status) : null;
        }
    }

    private static unsafe FileIdentity Read(byte* status) => new(*(ulong*)(status + StatusLayout.DeviceAt), *(ulong*)(status + StatusLayout.NumberAt));
}
