using System.Collections.Immutable;
using Trapeze.Evidence.Sandboxes.Victims;
using Trapeze.Sandbox;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>How the hostile programs are confined: the system's programs and libraries, themselves, and a folder of their own.</summary>
internal static class Confinement
{
    /// <summary>What the environment of everything that a mark is for has.</summary>
    public const string Mark = "TRAPEZE_MARK";

    private static readonly ImmutableArray<PathGrant> System =
    [
        .. new[] { "/usr", "/bin", "/lib", "/lib64" }.Where(Directory.Exists).Select(path => new PathGrant(path, PathAccess.Read | PathAccess.Execute)),
        new PathGrant("/dev/null", PathAccess.Read | PathAccess.Write),
    ];

    private static ImmutableArray<PathGrant> Victims => Victim.Missing is null ? [new PathGrant(Victim.Folder, PathAccess.Read | PathAccess.Execute)] : [];

    public static SandboxRules Rules(SandboxLimits limits, string? folder = null) => new()
    {
        Paths = [.. System, .. Victims, .. folder is null ? ImmutableArray<PathGrant>.Empty : [new PathGrant(folder, PathAccess.Read | PathAccess.Write)]],
        Limits = limits,
    };

    public static SandboxCommand Command(string victim, string mark, params IEnumerable<string> arguments) =>
        new(Victim.Of(victim)) { Arguments = [.. arguments], Environment = ImmutableDictionary<string, string>.Empty.Add(Mark, mark) };

    public static SandboxCommand Shell(string script, string mark) => new("/bin/sh")
    {
        Arguments = ["-c", script],
        Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin:/bin").Add(Mark, mark),
    };
}
