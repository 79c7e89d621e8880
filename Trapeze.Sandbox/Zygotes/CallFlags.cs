namespace Trapeze.Sandbox.Zygotes;

/// <summary>How the zygote takes a call's result.</summary>
[Flags]
internal enum CallFlags
{
    /// <summary>The script ends where it fails.</summary>
    None = 0,

    /// <summary>The child goes on; the parent answers, and waits for the next script.</summary>
    Forks = 1,

    /// <summary>Whether it fails does not matter.</summary>
    MayFail = 2,

    /// <summary>The child goes on; the parent keeps it: waits until it has no child any more, and tells how this one ended.</summary>
    Keeps = 4,

    /// <summary>What it returned is told, and whether it fails does not matter.</summary>
    Tells = 8,
}
