namespace Trapeze.Sandbox.Levels;

/// <summary>How much confines a run, the least first. At each, the kernel decides about files and the network.</summary>
public enum SandboxLevel
{
    /// <summary>Nobody traces it: what it executes is not looked at, how many processes it has is not bounded, what it was refused is not told. Namespaces are there where allowed.</summary>
    Untraced,

    /// <summary>Landlock, seccomp and tracing.</summary>
    Traced,

    /// <summary>These, and namespaces: what is not granted is not there.</summary>
    Namespaces,
}
