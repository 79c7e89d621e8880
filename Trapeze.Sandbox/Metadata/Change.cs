using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Metadata;

/// <summary>What a call is to change of a file, and of which.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Change
{
    internal const ulong NoLinks = 0x100;
    internal const ulong MayBeEmpty = 0x1000;

    internal required ChangeKind Kind { get; init; }

    /// <summary>The descriptor of the folder that the path begins at, or of the file itself.</summary>
    internal int Folder { get; init; } = Opening.CurrentFolder;

    /// <summary>Where the path is; <see langword="null"/> if there is none, and the descriptor is meant.</summary>
    internal ulong? Path { get; init; }

    /// <summary><see cref="NoLinks"/> and <see cref="MayBeEmpty"/>, as the kernel has them.</summary>
    internal ulong Flags { get; init; }

    /// <summary>The mode, or the owner, or where the times are.</summary>
    internal ulong Value { get; init; }

    /// <summary>The group.</summary>
    internal ulong Group { get; init; }

    public Change()
    {
    }
}
