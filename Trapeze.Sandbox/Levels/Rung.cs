using System.Runtime.InteropServices;
using Trapeze.Sandbox.Namespaces;

namespace Trapeze.Sandbox.Levels;

/// <summary>What a run is confined by.</summary>
/// <param name="IsTraced">Whether it is traced.</param>
/// <param name="Namespaces">How it comes to be in namespaces.</param>
/// <param name="Landlock">The version of Landlock.</param>
/// <param name="HasNetwork">Whether it is in this process's network, and not in one of its own: ports of it are granted.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rung(bool IsTraced, NamespaceWay Namespaces, int Landlock, bool HasNetwork)
{
    internal SandboxLevel Level => !IsTraced ? SandboxLevel.Untraced : Namespaces == NamespaceWay.None ? SandboxLevel.Traced : SandboxLevel.Namespaces;
}
