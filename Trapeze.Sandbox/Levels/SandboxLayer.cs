namespace Trapeze.Sandbox.Levels;

/// <summary>A part of what confines a program, each of which a machine may have or not.</summary>
public enum SandboxLayer
{
    /// <summary>The kernel decides about files, TCP, and signals to processes outside.</summary>
    Landlock,

    /// <summary>The kernel refuses calls that no rule allows.</summary>
    Seccomp,

    /// <summary>No program gives privileges.</summary>
    NoNewPrivileges,

    /// <summary>Privileges can be given up.</summary>
    DroppedCapabilities,

    /// <summary>This process may trace those that it starts.</summary>
    Tracing,

    /// <summary>A user namespace, in which those without privileges may make the others.</summary>
    UserNamespace,

    /// <summary>A mount namespace: what is not granted is not there.</summary>
    MountNamespace,

    /// <summary>A pid namespace: other processes are not there.</summary>
    ProcessNamespace,

    /// <summary>A network namespace: no network is there.</summary>
    NetworkNamespace,

    /// <summary>A namespace of queues and shared memory.</summary>
    IpcNamespace,

    /// <summary>A namespace of the machine's name.</summary>
    UtsNamespace,

    /// <summary>A namespace of control groups: theirs are not named.</summary>
    ControlGroupNamespace,

    /// <summary>A <c>/proc</c> of a run's own processes alone.</summary>
    ProcessFiles,
}
