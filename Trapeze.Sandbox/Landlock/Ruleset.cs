using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Landlock;

/// <summary>What a process may do with files, and that it may do nothing with the network and with processes outside: the kernel decides, at the file itself.</summary>
internal sealed unsafe class Ruleset : IDisposable
{
    private const int BeneathPath = 1;
    private const ulong Tcp = 3;
    private const ulong Scopes = 3;
    private const int PathOnly = 0x20_0000;
    private const int CloseOnExec = 0x8_0000;
    private const int CurrentFolder = -100;
    private const uint Kind = 0xF000;
    private const uint Folder = 0x4000;

    private Ruleset(int descriptor) => Descriptor = descriptor;

    internal int Descriptor { get; }

    /// <summary>Makes one that grants nothing.</summary>
    /// <exception cref="KernelException">The kernel has none, or an older one.</exception>
    internal static Ruleset Create()
    {
        var handled = stackalloc ulong[3] { (ulong)FileRights.All, Tcp, Scopes };
        return new Ruleset((int)Libc.Require("landlock", Call.CreateRuleset, (nint)handled, 3 * sizeof(ulong)));
    }

    /// <summary>Grants something of a file, or of all that is in a folder; a link is what it leads to.</summary>
    /// <exception cref="KernelException">It is not there.</exception>
    internal void Grant(string path, FileRights rights)
    {
        int file;
        fixed (byte* name = NativeText.Of(path))
        {
            file = (int)Libc.Require(path, Call.OpenAt, CurrentFolder, (nint)name, PathOnly | CloseOnExec);
        }

        try
        {
            var status = stackalloc byte[StatusLayout.Size];
            Libc.Require(path, Call.FileStatus, file, (nint)status);
            var isFolder = (*(uint*)(status + StatusLayout.ModeAt) & Kind) == Folder;
            var rule = stackalloc byte[sizeof(ulong) + sizeof(int)];
            *(ulong*)rule = (ulong)(isFolder ? rights : rights & FileRights.OfFiles);
            *(int*)(rule + sizeof(ulong)) = file;
            Libc.Require(path, Call.AddRule, Descriptor, BeneathPath, (nint)rule);
        }
        finally
        {
            Libc.Close(file);
        }
    }

    public void Dispose() => Libc.Close(Descriptor);
}
