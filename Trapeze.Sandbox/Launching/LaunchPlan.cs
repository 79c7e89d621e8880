using Trapeze.Sandbox.Landlock;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Namespaces;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Seccomp;
using Trapeze.Sandbox.Views;

namespace Trapeze.Sandbox.Launching;

/// <summary>What a launch is about.</summary>
/// <param name="Command">The program.</param>
/// <param name="Rules">What it may do.</param>
/// <param name="Rung">What confines it.</param>
/// <param name="View">What it sees.</param>
/// <param name="Ruleset">What Landlock grants.</param>
internal sealed record LaunchPlan(SandboxCommand Command, SandboxRules Rules, Rung Rung, ViewPlan View, Ruleset Ruleset)
{
    /// <summary>Whether it is in namespaces.</summary>
    internal bool IsInNamespaces => Rung.Namespaces != NamespaceWay.None;

    /// <summary>Whether a process of its own keeps the program's: the first of its processes, or one that tells how it ended.</summary>
    internal bool IsKept => IsInNamespaces || !Rung.IsTraced;

    /// <summary>What of its calls the tracer is to see.</summary>
    internal Shown Shown => Rules.ListsPaths ? Shown.Paths : Rules.NamesReads ? Shown.Opens : Shown.Writes;

    /// <summary>What Landlock grants for an access.</summary>
    internal static FileRights RightsOf(PathAccess access) =>
        (access.HasFlag(PathAccess.Read) ? FileRights.Reading : FileRights.None)
        | (access.HasFlag(PathAccess.Write) ? FileRights.Writing : FileRights.None)
        | (access.HasFlag(PathAccess.Execute) ? FileRights.Execute | FileRights.ReadFile : FileRights.None);
}
