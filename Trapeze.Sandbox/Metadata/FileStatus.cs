using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Metadata;

/// <summary>What a file is, and whose.</summary>
/// <param name="Mode">Its kind and who may do what with it.</param>
/// <param name="Owner">Its owner.</param>
/// <param name="Group">Its group.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStatus(uint Mode, uint Owner, uint Group)
{
    private const uint Kind = 0xF000;
    private const uint Characters = 0x2000;
    private const uint Blocks = 0x6000;

    /// <summary>Whether it is a device: what is changed of it is not the run's.</summary>
    internal bool IsDevice => (Mode & Kind) is Characters or Blocks;

    /// <summary>Whether it is of the user that confined programs run as: they have no privileges over others'.</summary>
    internal bool IsOwn => Owner == (uint)Libc.Call(Call.EffectiveUser);

    /// <summary>Asks; <see langword="null"/> if it cannot be told.</summary>
    internal static unsafe FileStatus? Of(int file)
    {
        var status = stackalloc byte[StatusLayout.Size];
        return Libc.Call(Call.FileStatus, file, (nint)status) < 0
            ? null
            : new FileStatus(*(uint*)(status + StatusLayout.ModeAt), *(uint*)(status + StatusLayout.OwnerAt), *(uint*)(status + StatusLayout.GroupAt));
    }
}
