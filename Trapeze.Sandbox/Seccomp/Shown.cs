namespace Trapeze.Sandbox.Seccomp;

/// <summary>What is shown to a tracer of the calls that name paths.</summary>
internal enum Shown
{
    /// <summary>What opens to write.</summary>
    Writes,

    /// <summary>Whatever opens.</summary>
    Opens,

    /// <summary>All of them.</summary>
    Paths,
}
