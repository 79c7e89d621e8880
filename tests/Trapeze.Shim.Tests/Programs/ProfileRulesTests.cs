using Trapeze.Sandbox.Levels;
using Trapeze.Shim.Programs;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Programs;

/// <summary>What a profile of the policy is to the sandbox.</summary>
public sealed class ProfileRulesTests
{
    [Fact]
    public async Task Rules_NameRefusedReads_IfTheProfileSaysSo()
    {
        await using var host = new ProgramHost("named: { in: build, exec: /usr/bin, audit: reads }");
        using var folder = new Folder();
        using var run = new RunFolder(Path.Combine(folder.Path, "run"));

        Assert.Equal(
            [true, false],
            new[] { "named", "shell" }.Select(name => ProfileRules.RulesOf(host.Policy.Profiles[name], [], server: null, run, SandboxRequirement.Namespaces).NamesReads));
    }
}
