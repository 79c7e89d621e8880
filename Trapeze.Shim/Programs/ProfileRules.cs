using System.Collections;
using System.Collections.Immutable;
using Trapeze.Policy.Profiles;
using Trapeze.Sandbox;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Shim.Programs;

/// <summary>What a profile means to the sandbox.</summary>
/// <param name="variables">The host's own environment, of which a policy can name variables.</param>
internal sealed class ProfileRules(IDictionary variables)
{
    internal static SandboxRules RulesOf(SandboxProfile profile, ImmutableArray<PathGrant> grants, Uri? server, RunFolder folder, SandboxRequirement required)
    {
        var usual = new SandboxLimits();
        var own = PathAccess.Read | PathAccess.Write | (profile.ExecutesOwn ? PathAccess.Execute : PathAccess.None);
        return new SandboxRules
        {
            Paths = [.. grants, new PathGrant(folder.Work, own), new PathGrant(folder.Temporary, PathAccess.Read | PathAccess.Write)],
            Network = server is null ? SandboxNetwork.None : SandboxNetwork.Loopback((ushort)server.Port),
            Require = required,
            NamesReads = profile.AuditsReads,
            Limits = usual with
            {
                Wall = profile.Limits.Wall ?? usual.Wall,
                ProcessorSeconds = (int?)profile.Limits.Processor?.TotalSeconds,
                Memory = profile.Limits.Memory,
                Processes = profile.Limits.Processes ?? usual.Processes,
                Output = profile.Limits.Output ?? usual.Output,
                FileSize = profile.Limits.File ?? usual.FileSize,
                Written = profile.Limits.Written,
            },
        };
    }

    internal SandboxCommand CommandOf(SandboxProfile profile, ProgramCommand command, RunFolder folder)
    {
        var environment = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        environment["TMPDIR"] = folder.Temporary;
        foreach (var variable in profile.Environment)
        {
            if ((variable.Value ?? variables[variable.Name] as string) is { } value)
            {
                environment[variable.Name] = value;
            }
        }

        return new SandboxCommand(Path.Combine(folder.Work, command.Program))
        {
            Arguments = command.Arguments,
            Environment = environment.ToImmutable(),
            WorkingFolder = folder.Work,
            Input = command.Input.ToArray(),
        };
    }
}
