using System.Buffers.Binary;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Views;

namespace Trapeze.Sandbox.Landlock;

/// <summary>What a process may do with files, and that it may do nothing with the network and with processes outside: the kernel decides, at the file itself.</summary>
internal sealed unsafe class Ruleset : IDisposable
{
    /// <summary>How the kernel numbers rules about paths.</summary>
    internal const int BeneathPath = 1;

    /// <summary>The first version that decides about signals and abstract sockets to processes outside.</summary>
    internal const int WithScopes = 6;

    /// <summary>The first version that decides about truncating files.</summary>
    internal const int WithTruncation = 3;

    private const int WithTcp = 4;
    private const ulong Tcp = 3;
    private const ulong Scopes = 3;

    private readonly FileRights _handled;

    private Ruleset(int descriptor, FileRights handled) => (Descriptor, _handled) = (descriptor, handled);

    internal int Descriptor { get; }

    /// <summary>Makes one that grants nothing.</summary>
    /// <param name="version">What the kernel's Landlock knows.</param>
    /// <exception cref="KernelException">The kernel has none, or an older one.</exception>
    internal static Ruleset Create(int version)
    {
        var handled = stackalloc ulong[3] { (ulong)HandledBy(version), version >= WithTcp ? Tcp : 0, version >= WithScopes ? Scopes : 0 };
        var size = version >= WithScopes ? 3 : version >= WithTcp ? 2 : 1;
        return new Ruleset((int)Libc.Require("landlock", Call.CreateRuleset, (nint)handled, size * sizeof(ulong)), HandledBy(version));
    }

    /// <summary>Grants something of a file, or of all that is in a folder.</summary>
    /// <exception cref="KernelException">It cannot be granted.</exception>
    internal void Grant(Place place, FileRights rights)
    {
        fixed (byte* rule = RuleOf(place.Descriptor, place.IsFolder ? rights : rights & FileRights.OfFiles))
        {
            Libc.Require(place.Path, Call.AddRule, Descriptor, BeneathPath, (nint)rule);
        }
    }

    /// <summary>The rule that grants something of a file or folder, as the kernel reads it.</summary>
    internal byte[] RuleOf(int descriptor, FileRights rights)
    {
        var rule = new byte[sizeof(ulong) + sizeof(int)];
        BinaryPrimitives.WriteUInt64LittleEndian(rule, (ulong)(rights & _handled));
        BinaryPrimitives.WriteInt32LittleEndian(rule.AsSpan(sizeof(ulong)), descriptor);
        return rule;
    }

    public void Dispose() => Libc.Close(Descriptor);

    // Moving across folders, truncating and controlling devices came one after the other.
    private static FileRights HandledBy(int version) => FileRights.All
        & ~(version < 2 ? FileRights.Refer : FileRights.None) & ~(version < WithTruncation ? FileRights.Truncate : FileRights.None) & ~(version < 5 ? FileRights.ControlDevice : FileRights.None);
}
