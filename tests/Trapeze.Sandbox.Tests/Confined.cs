using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Trapeze.Sandbox.Launching;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Sandbox.Tests;

/// <summary>Runs of shell and Python, with the system's programs and libraries and nothing else.</summary>
internal static class Confined
{
    /// <summary>What the runs are confined by: all that this machine has, or less, if the variable says so.</summary>
    internal static Rungs Rungs { get; } = Enum.TryParse<Rungs>(Environment.GetEnvironmentVariable(RungsVariable), out var rungs) ? rungs : Rungs.All;

    internal const string RungsVariable = "TRAPEZE_SANDBOX_RUNGS";

    internal static bool IsTraced => Rungs.HasFlag(Rungs.Tracing);

    internal static bool IsInNamespaces => Rungs.HasFlag(Rungs.Namespaces);

    internal static SandboxLevel Level => !IsTraced ? SandboxLevel.Untraced : IsInNamespaces ? SandboxLevel.Namespaces : SandboxLevel.Traced;

    internal static SandboxRules Usual { get; } = new()
    {
        Require = IsTraced ? SandboxRequirement.Default : WeakerSandbox.WithoutTracing,
        Paths =
        [
            .. new[] { "/usr", "/bin", "/lib", "/lib64" }.Where(Directory.Exists).Select(path => new PathGrant(path, PathAccess.Read | PathAccess.Execute)),
            new PathGrant("/dev/null", PathAccess.Read | PathAccess.Write),
        ],
    };

    internal static SandboxRules With(this SandboxRules rules, string path, PathAccess access) => rules with { Paths = rules.Paths.Add(new PathGrant(path, access)) };

    internal static Host Host { get; } = HostWith(Rungs);

    internal static Host HostWith(Rungs rungs) => new(() => Machine.Ask().Without(
    [
        .. rungs.HasFlag(Rungs.Tracing) ? [] : (SandboxLayer[])[SandboxLayer.Tracing],
        .. rungs.HasFlag(Rungs.Namespaces) ? [] : (SandboxLayer[])[SandboxLayer.NetworkNamespace],
    ]));

    /// <summary>What a machine has of what this one has, with some of it missing.</summary>
    internal static SandboxSupport Without(this SandboxSupport support, params IEnumerable<SandboxLayer> layers) =>
        support with { Layers = [.. support.Layers.Select(layer => layers.Contains(layer.Layer) ? layer with { IsThere = false, Detail = "left out" } : layer)] };

    internal static Task<SandboxResult> RunAsync(SandboxCommand command, SandboxRules rules, CancellationToken cancellationToken = default) => new Launch(Host, command, rules).RunAsync(cancellationToken);

    internal static Task<SandboxResult> ShAsync(string script, SandboxRules? rules = null, string input = "") => RunAsync(Sh(script) with { Input = Encoding.UTF8.GetBytes(input) }, rules ?? Usual);

    internal static SandboxCommand Sh(string script) => new("/bin/sh") { Arguments = ["-c", script], Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin:/bin") };

    internal static Task<SandboxResult> PythonAsync(string script, SandboxRules? rules = null) => RunAsync(new SandboxCommand("/usr/bin/python3") { Arguments = ["-c", script] }, rules ?? Usual);

    internal static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>What a process was started with; nothing if it is not there.</summary>
    internal static string CommandOf(int process)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
