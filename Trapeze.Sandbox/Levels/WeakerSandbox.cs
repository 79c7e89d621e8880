namespace Trapeze.Sandbox.Levels;

/// <summary>Requirements that give up something which <see cref="SandboxRequirement.Default"/> insists on, for machines that do not have it.</summary>
public static class WeakerSandbox
{
    /// <summary>Does without a tracer where this process may not trace others; where it may, runs are traced as ever.</summary>
    /// <remarks>
    /// Landlock and seccomp decide about files and the network as ever. Lost is what only a tracer decides: what is executed (through the system's loader a program may execute what it may only
    /// read), how many processes there are, what was refused, and what those have written that have ended. What a tracer would do in a program's place is refused: granted ports (the run is not
    /// begun), changes of modes, owners and times, <c>memfd_create</c> and <c>fallocate</c>. Without namespaces besides: if this process or its zygote is killed, children of the program may
    /// outlive it.
    /// </remarks>
    public static SandboxRequirement WithoutTracing => SandboxRequirement.Untraced;
}
