using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Seccomp.X64;

/// <summary>The calls that are refused as those of a file system which has no extended attributes: who copies files goes on without them.</summary>
internal static class UnsupportedCalls
{
    private const string Names = "setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr setxattrat removexattrat";

    internal static IReadOnlyList<int> Numbers { get; } = [.. Names.Split(' ').Select(CallNames.NumberOf)];
}
