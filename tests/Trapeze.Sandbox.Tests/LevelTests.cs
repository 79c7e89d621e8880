using System.Diagnostics;
using System.Globalization;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>What confines a run on which machine, and on which it is not run.</summary>
[Collection(nameof(Sandbox))]
public sealed class LevelTests
{
    private static readonly SandboxSupport All = new()
    {
        Layers = [.. Enum.GetValues<SandboxLayer>().Select(layer => new LayerSupport(layer, IsThere: true, "there"))],
        Landlock = 7,
        Way = Namespaces.NamespaceWay.Privileged,
    };

    public static TheoryData<SandboxLayer> Always => [SandboxLayer.Landlock, SandboxLayer.Seccomp, SandboxLayer.NoNewPrivileges, SandboxLayer.DroppedCapabilities];

    public static TheoryData<SandboxLayer> OfNamespaces =>
    [
        SandboxLayer.MountNamespace, SandboxLayer.ProcessNamespace, SandboxLayer.NetworkNamespace, SandboxLayer.IpcNamespace, SandboxLayer.UtsNamespace, SandboxLayer.ControlGroupNamespace,
    ];

    [Fact]
    public void Probe_OfThisMachine_TellsOfEachLayerOnce()
    {
        var support = Sandbox.Probe();

        Assert.Equal(Enum.GetValues<SandboxLayer>(), support.Layers.Select(layer => layer.Layer).Order());
        Assert.Same(support, Sandbox.Probe());
        Assert.All(support.Layers, layer => Assert.Contains($"{layer.Layer}: {layer.Detail}", support.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Always))]
    public void Choose_WithoutWhatDecidesInTheKernel_RefusesWhateverIsRequired(SandboxLayer layer)
    {
        foreach (var required in (SandboxRequirement[])[SandboxRequirement.Default, SandboxRequirement.Namespaces, WeakerSandbox.WithoutTracing])
        {
            Assert.StartsWith($"no {layer} on this machine (left out)", All.Without(layer).Choose(required, needsProcessFiles: false).Problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(OfNamespaces))]
    public void Choose_WithoutOneNamespace_HasNone(SandboxLayer layer)
    {
        var support = All.Without(layer);

        Assert.Equal(SandboxLevel.Traced, support.Choose(SandboxRequirement.Default, needsProcessFiles: false).Rung.Level);
        Assert.Equal(SandboxLevel.Traced, support.Highest);
        Assert.Equal($"no namespaces on this machine ({layer}: left out), which the rules require", support.Choose(SandboxRequirement.Namespaces, needsProcessFiles: false).Problem);
    }

    [Fact]
    public void Choose_WithoutFilesOfProcesses_HasNamespacesUnlessTheyAreGranted()
    {
        var support = All.Without(SandboxLayer.ProcessFiles);

        Assert.Equal(SandboxLevel.Namespaces, support.Choose(SandboxRequirement.Namespaces, needsProcessFiles: false).Rung.Level);
        Assert.Equal(SandboxLevel.Traced, support.Choose(SandboxRequirement.Default, needsProcessFiles: true).Rung.Level);
        Assert.Contains("`/proc` is granted", support.Choose(SandboxRequirement.Namespaces, needsProcessFiles: true).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_WithoutTracing_RefusesUnlessThatIsGivenUpByName()
    {
        var support = All.Without(SandboxLayer.Tracing);

        Assert.Contains("require `WeakerSandbox.WithoutTracing`", support.Choose(SandboxRequirement.Default, needsProcessFiles: false).Problem, StringComparison.Ordinal);
        Assert.NotNull(support.Choose(SandboxRequirement.Namespaces, needsProcessFiles: false).Problem);
        Assert.Equal(SandboxLevel.Untraced, support.Choose(WeakerSandbox.WithoutTracing, needsProcessFiles: false).Rung.Level);
    }

    [Fact]
    public void Choose_OfALesserRequirement_GivesTheMostThatThereIs() =>
        Assert.Equal(SandboxLevel.Namespaces, All.Choose(WeakerSandbox.WithoutTracing, needsProcessFiles: false).Rung.Level);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Choose_WithOlderLandlock_NeedsNamespaces(int version)
    {
        var support = All with { Landlock = version };

        Assert.Equal(version, support.Choose(SandboxRequirement.Default, needsProcessFiles: false).Rung.Landlock);
        Assert.StartsWith($"Landlock has version {version} here", support.Without(SandboxLayer.MountNamespace).Choose(WeakerSandbox.WithoutTracing, needsProcessFiles: false).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Rungs.All, SandboxLevel.Namespaces)]
    [InlineData(Rungs.Tracing, SandboxLevel.Traced)]
    [InlineData(Rungs.Namespaces, SandboxLevel.Untraced)]
    [InlineData(Rungs.None, SandboxLevel.Untraced)]
    public async Task Run_OnAMachineWithLess_TellsItsLevel(Rungs rungs, SandboxLevel level)
    {
        var result = await new Launching.Launch(HostWith(rungs), Sh("exit 4"), Usual with { Require = WeakerSandbox.WithoutTracing }).RunAsync(CancellationToken.None);

        Assert.Equal((level, SandboxEnd.Exited, 4), (result.Level, result.End, result.ExitCode));
    }

    // In namespaces their numbers are nobody's outside, and what may be read is mounted so that nothing of it is written or executed: where there are none, Landlock alone decides.
    [Fact]
    public async Task Run_WithoutNamespaces_SignalsNobodyOutside()
    {
        var result = await RunTracedAsync(Sh(string.Create(CultureInfo.InvariantCulture, $"kill -0 {Environment.ProcessId}")), Usual);

        Assert.Equal((SandboxLevel.Traced, 1), (result.Level, result.ExitCode));
    }

    [Theory]
    [InlineData(PathAccess.Read, "cat {0}/file", 0)]
    [InlineData(PathAccess.Read, "{0}/file", 126)]
    [InlineData(PathAccess.Read, "echo x >> {0}/file", 2)]
    [InlineData(PathAccess.Write, "echo x >> {0}/file", 0)]
    [InlineData(PathAccess.Write, "cat {0}/file", 1)]
    [InlineData(PathAccess.Write, "{0}/file", 126)]
    public async Task Run_WithoutNamespaces_HasOfAPathWhatWasGranted(PathAccess access, string script, int code)
    {
        var folder = Directory.CreateTempSubdirectory("trapeze-level-");
        try
        {
            var file = Path.Combine(folder.FullName, "file");
            File.Copy("/usr/bin/true", file);

            var result = await RunTracedAsync(Sh(string.Format(CultureInfo.InvariantCulture, script, folder.FullName)), Usual.With(folder.FullName, access));

            Assert.Equal((SandboxLevel.Traced, code), (result.Level, result.ExitCode));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Run_WithoutNamespaces_EndsAThreadThatHasBecomeAProgram()
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"1000.{Random.Shared.NextInt64(long.MaxValue)}");
        var script = $"import os, threading, time\nthreading.Thread(target=lambda: os.execv('/usr/bin/sleep', ['sleep', '{mark}'])).start()\ntime.sleep(1000)";

        var result = await RunTracedAsync(new SandboxCommand("/usr/bin/python3") { Arguments = ["-c", script] }, Usual with { Limits = new() { Wall = TimeSpan.FromSeconds(2) } });

        Assert.Equal((SandboxLevel.Traced, SandboxEnd.TooLong), (result.Level, result.End));
        Assert.DoesNotContain(Process.GetProcesses(), process => CommandOf(process.Id).Contains(mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WithLessThanRequired_IsNotStarted()
    {
        var result = await new Launching.Launch(HostWith(Rungs.Namespaces), Sh("exit 4"), Usual with { Require = SandboxRequirement.Default }).RunAsync(CancellationToken.None);

        Assert.Equal((null, SandboxEnd.NotStarted), (result.Level, result.End));
        Assert.StartsWith("no Tracing on this machine (left out), which the rules require", result.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Run_WithOlderLandlock_ReadsAndWritesWhatIsGranted(int version)
    {
        var folder = Directory.CreateTempSubdirectory("trapeze-landlock-");
        try
        {
            var (given, secret) = (folder.CreateSubdirectory("given"), Path.Combine(folder.FullName, "secret"));
            await File.WriteAllTextAsync(secret, "a secret");
            var host = new Launching.Host(() => Machine.Ask() with { Landlock = version });
            var rules = Usual.With(given.FullName, Rules.PathAccess.Read | Rules.PathAccess.Write).With(secret, Rules.PathAccess.Read);

            var result = await new Launching.Launch(host, Sh($"echo text > {given}/file; truncate -s 2 {given}/file; cat {given}/file; truncate -s 0 {secret}; cat /etc/passwd"), rules).RunAsync(CancellationToken.None);

            Assert.Equal("te", Text(result.Output));
            Assert.Equal("a secret", await File.ReadAllTextAsync(secret));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<SandboxResult> RunTracedAsync(SandboxCommand command, SandboxRules rules) =>
        new Launching.Launch(HostWith(Rungs.Tracing), command, rules with { Require = SandboxRequirement.Default }).RunAsync(CancellationToken.None);
}
