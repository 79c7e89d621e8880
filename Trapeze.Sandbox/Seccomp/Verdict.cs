namespace Trapeze.Sandbox.Seccomp;

/// <summary>What a filter says of a call.</summary>
/// <param name="Value">As the kernel has it.</param>
internal readonly record struct Verdict(uint Value)
{
    private const uint Errors = 0x0005_0000;
    private const uint Traces = 0x7FF0_0000;

    /// <summary>It is made.</summary>
    internal static Verdict Allow { get; } = new(0x7FFF_0000);

    /// <summary>The process ends.</summary>
    internal static Verdict Kill { get; } = new(0x8000_0000);

    /// <summary>The tracer notes it and refuses it.</summary>
    internal static Verdict Deny { get; } = new(Traces | (uint)Look.Denied);

    /// <summary>The tracer looks at the path, and the kernel decides.</summary>
    internal static Verdict Watch { get; } = new(Traces | (uint)Look.Writes);

    /// <summary>The tracer decides about it.</summary>
    internal static Verdict Ask { get; } = new(Traces | (uint)Look.Decides);

    /// <summary>It fails, and nobody is told.</summary>
    internal static Verdict Fail(int error) => new(Errors | (uint)error);
}
