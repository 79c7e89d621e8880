namespace Trapeze.Sandbox.Tracing;

/// <summary>Who makes a call that a process has stopped at.</summary>
internal enum AnswerKind
{
    /// <summary>Nobody.</summary>
    Refuse,

    /// <summary>The tracer has.</summary>
    Made,

    /// <summary>The process.</summary>
    Make,

    /// <summary>The tracer has begun it, and the process waits for it.</summary>
    Wait,
}
