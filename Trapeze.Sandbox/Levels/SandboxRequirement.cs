namespace Trapeze.Sandbox.Levels;

/// <summary>What a caller insists on; a run gets the most that the machine has, and is not begun with less than this.</summary>
/// <remarks>Less than <see cref="Default"/> is <see cref="WeakerSandbox"/>.</remarks>
public sealed record SandboxRequirement
{
    private SandboxRequirement()
    {
    }

    /// <summary>All that decides about files, the network and what is executed.</summary>
    public static SandboxRequirement Default { get; } = new() { IsTraced = true };

    /// <summary>The same, and namespaces: that what is not granted cannot even be asked after.</summary>
    public static SandboxRequirement Namespaces { get; } = new() { IsTraced = true, IsInNamespaces = true };

    internal static SandboxRequirement Untraced { get; } = new();

    internal bool IsTraced { get; private init; }

    internal bool IsInNamespaces { get; private init; }
}
