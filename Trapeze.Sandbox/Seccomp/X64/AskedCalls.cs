using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Metadata.X64;
using Trapeze.Sandbox.Tracing.X64;

namespace Trapeze.Sandbox.Seccomp.X64;

/// <summary>The calls that the run's rules decide about, one by one.</summary>
internal static class AskedCalls
{
    internal static IReadOnlyList<int> Numbers { get; } = [Call.Socket, Call.Connect, Call.MemoryFile, Call.Allocate, .. ChangeCalls.Numbers, .. IdentityCalls.Numbers, .. UnsupportedCalls.Numbers];
}
