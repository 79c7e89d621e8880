using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Results;
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
}
