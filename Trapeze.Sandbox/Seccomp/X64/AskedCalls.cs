using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Seccomp.X64;

/// <summary>The calls that the run's rules decide about, one by one.</summary>
internal static class AskedCalls
{
    internal static IReadOnlyList<int> Numbers { get; } = [Call.Socket, Call.Connect, Call.MemoryFile];
}
