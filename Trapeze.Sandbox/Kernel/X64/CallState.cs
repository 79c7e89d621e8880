namespace Trapeze.Sandbox.Kernel.X64;

/// <summary>A call that a process has stopped at, as <c>PTRACE_GET_SYSCALL_INFO</c> tells it; and where its registers are.</summary>
internal static class CallState
{
    internal const int Size = 88;
    internal const int NumberAt = 24;
    internal const int ArgumentsAt = 32;

    /// <summary>The register that has the call's number, in the process's user area: -1 skips it.</summary>
    internal const int NumberRegister = 120;

    /// <summary>The register that has the result.</summary>
    internal const int ResultRegister = 80;

    /// <summary>The registers that have the arguments, in their order.</summary>
    internal static ReadOnlySpan<int> ArgumentRegisters => [112, 104, 96, 56, 72, 64];
}
