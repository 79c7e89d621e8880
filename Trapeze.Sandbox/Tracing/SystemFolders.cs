using System.Collections.Immutable;

namespace Trapeze.Sandbox.Tracing;

/// <summary>The system's own folders: programs look there for what may be there, and nobody takes note of that.</summary>
internal static class SystemFolders
{
    /// <summary>Their paths, on every machine the same.</summary>
    internal static ImmutableArray<string> Paths { get; } = ["/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin", "/etc", "/proc", "/sys", "/dev"];
}
