namespace Trapeze.Sandbox.Seccomp;

/// <summary>What a call is shown to the tracer for.</summary>
internal enum Look
{
    /// <summary>No rule allows it.</summary>
    Denied = 1,

    /// <summary>It opens a file to write.</summary>
    Writes = 2,

    /// <summary>The run's rules decide, or the tracer makes it.</summary>
    Decides = 3,
}
