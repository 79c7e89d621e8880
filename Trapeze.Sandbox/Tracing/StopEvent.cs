namespace Trapeze.Sandbox.Tracing;

/// <summary>What a traced process stops for, besides signals, as the kernel numbers it.</summary>
internal enum StopEvent
{
    Signal = 0,
    Fork = 1,
    VFork = 2,
    Clone = 3,
    Execute = 4,
    Exit = 6,
    Seccomp = 7,

    /// <summary>It is new, or its group has stopped.</summary>
    Stopped = 128,
}
