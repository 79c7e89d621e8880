namespace Trapeze.Sandbox.Namespaces;

/// <summary>Kinds of namespaces, as the kernel numbers them.</summary>
[Flags]
internal enum NamespaceKinds
{
    None = 0,
    Mount = 0x0002_0000,
    ControlGroup = 0x0200_0000,
    Uts = 0x0400_0000,
    Ipc = 0x0800_0000,
    User = 0x1000_0000,
    Process = 0x2000_0000,
    Network = 0x4000_0000,

    /// <summary>Those that all runs have in common: there is nothing in them that a program could use.</summary>
    Common = ControlGroup | Uts | Ipc | Network,
}
