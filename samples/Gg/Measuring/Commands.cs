using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.Versioning;
using Gg.Functions;
using Gg.Graphs;
using Trapeze.Policy;
using Trapeze.Policy.Profiles;
using Trapeze.Sandbox;
using Trapeze.Sandbox.Rules;

namespace Gg.Measuring;

/// <summary>The commands of a graph in a folder: as anybody would run them, and confined as the policy confines them.</summary>
[SupportedOSPlatform("linux")]
public sealed class Commands(FlowPolicy policy)
{
    private static readonly ImmutableDictionary<string, string> Variables = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin").Add("LANG", "C");

    public static async Task<int?> RunBareAsync(Step step, string folder, CancellationToken cancellation) =>
        await RunAsync(Program(step, folder), step.Arguments, folder, cancellation);

    /// <summary>Runs a program that nothing confines; what it prints is dropped.</summary>
    public static async Task<int> RunAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    public async Task<int?> RunConfinedAsync(Step step, string folder, CancellationToken cancellation)
    {
        var profile = policy.Profiles[StepFunction.ProfileOf(step.Kind, step.Tool)];
        var command = new SandboxCommand(Program(step, folder)) { Arguments = step.Arguments, WorkingFolder = folder, Environment = Variables.Add("TMPDIR", folder) };
        return (await Sandbox.RunAsync(command, RulesOf(profile, folder), cancellation)).ExitCode;
    }

    private static SandboxRules RulesOf(SandboxProfile profile, string folder) => new()
    {
        Paths =
        [
            new PathGrant("/dev/null", PathAccess.Read | PathAccess.Write),
            .. profile.Executes.Select(path => new PathGrant(path.Text, PathAccess.Execute)),
            .. profile.Reads.Select(path => new PathGrant(path.Text, PathAccess.Read)),
            new PathGrant(folder, PathAccess.Read | PathAccess.Write | (profile.ExecutesOwn ? PathAccess.Execute : PathAccess.None)),
        ],
        NamesReads = profile.AuditsReads,
        Limits = new() { Wall = profile.Limits.Wall ?? TimeSpan.FromMinutes(1), Memory = profile.Limits.Memory },
    };

    private static string Program(Step step, string folder) => step.Tool is { } own ? Path.Combine(folder, own) : StepFunction.UsualTool(step.Kind);
}
