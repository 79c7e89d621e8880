using System.Collections.Immutable;
using System.Text;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Sandbox.Tests;

/// <summary>Runs of shell and Python, with the system's programs and libraries and nothing else.</summary>
internal static class Confined
{
    internal static SandboxRules Usual { get; } = new()
    {
        Paths =
        [
            .. new[] { "/usr", "/bin", "/lib", "/lib64" }.Where(Directory.Exists).Select(path => new PathGrant(path, PathAccess.Read | PathAccess.Execute)),
            new PathGrant("/dev/null", PathAccess.Read | PathAccess.Write),
        ],
    };

    internal static SandboxRules With(this SandboxRules rules, string path, PathAccess access) => rules with { Paths = rules.Paths.Add(new PathGrant(path, access)) };

    internal static Task<SandboxResult> ShAsync(string script, SandboxRules? rules = null, string input = "") => Sandbox.RunAsync(
        new SandboxCommand("/bin/sh")
        {
            Arguments = ["-c", script],
            Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin:/bin"),
            Input = Encoding.UTF8.GetBytes(input),
        },
        rules ?? Usual);

    internal static Task<SandboxResult> PythonAsync(string script, SandboxRules? rules = null) =>
        Sandbox.RunAsync(new SandboxCommand("/usr/bin/python3") { Arguments = ["-c", script] }, rules ?? Usual);

    internal static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
