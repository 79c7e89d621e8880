namespace Trapeze.Sandbox.Tracing;

/// <summary>What <c>wait4</c> says of a process.</summary>
/// <param name="Status">As the kernel has it.</param>
internal readonly record struct Stop(int Status)
{
    private const int Mask = 0x7F;
    private const int TraceMark = 0x80;

    /// <summary>Whether it has ended.</summary>
    internal bool IsEnd => (Status & Mask) != Mask;

    /// <summary>What it exited with; <see langword="null"/> if a signal ended it.</summary>
    internal int? ExitCode => (Status & Mask) == 0 ? (Status >> 8) & 0xFF : null;

    /// <summary>The signal that ended it; <see langword="null"/> if it exited.</summary>
    internal int? EndSignal => (Status & Mask) is var signal and not 0 && IsEnd ? signal : null;

    /// <summary>The signal that it stopped for.</summary>
    internal int Signal => (Status >> 8) & 0xFF & ~TraceMark;

    /// <summary>What happened, if it is no signal.</summary>
    internal StopEvent Event => (StopEvent)(Status >> 16);

    /// <summary>Whether it is one of the signals that stop a whole group.</summary>
    internal bool IsOfGroup => Signal is 19 or 20 or 21 or 22;
}
