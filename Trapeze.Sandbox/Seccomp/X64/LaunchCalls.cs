using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Seccomp.X64;

/// <summary>The calls that a launch makes and no program may.</summary>
internal static class LaunchCalls
{
    private const string Names = "setns unshare mount umount2 pivot_root fsopen fsconfig fsmount move_mount open_tree mount_setattr capset";

    internal static IReadOnlyList<int> Numbers { get; } = [.. Names.Split(' ').Select(CallNames.NumberOf)];
}
