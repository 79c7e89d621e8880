namespace Trapeze.Sandbox.Levels;

/// <summary>Requirements that give up something which <see cref="SandboxRequirement.Default"/> insists on, for machines that do not have it.</summary>
public static class WeakerSandbox
{
    /// <summary>Runs where this process may not trace others, too.</summary>
    /// <remarks>
    /// Landlock and seccomp decide about files and the network as ever. Lost are: the decision what is executed (a program may execute what it may read, through a loader, and what it
    /// wrote into memory), the bound on processes, and the list of what was refused. Without namespaces besides: if this process is killed, children of the program may outlive it.
    /// </remarks>
    public static SandboxRequirement WithoutTracing => SandboxRequirement.Untraced;
}
