using System.Globalization;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>What a program finds itself to be when it begins.</summary>
[Collection(nameof(Sandbox))]
public sealed class LaunchScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-launch-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Program_HasASessionOfItsOwn() => Assert.Equal("True True\n", Text((await PythonAsync("import os\nprint(os.getsid(0) == os.getpid(), os.getpgrp() == os.getpid())")).Output));

    [Fact]
    public async Task Program_BeginsInItsFolder()
    {
        var result = await Sandbox.RunAsync(new SandboxCommand("/bin/pwd") { WorkingFolder = _folder.FullName }, Usual.With(_folder.FullName, PathAccess.Read));

        Assert.Equal($"{_folder.FullName}\n", Text(result.Output));
    }

    [Fact]
    public async Task Program_BlocksAndIgnoresNoSignal()
    {
        // Two of the C library's own, which it ignores in whatever it starts, and handles where it needs them.
        const ulong Internal = 0x1_8000_0000;
        var result = await Sandbox.RunAsync(new SandboxCommand("/bin/grep") { Arguments = ["-E", "Sig(Blk|Ign)", "/proc/self/status"] }, Usual.With("/proc", PathAccess.Read));
        var sets = Text(result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => ulong.Parse(line.Split('\t')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & ~Internal);

        Assert.Equal([0, 0], sets);
    }

    [Fact]
    public async Task Program_LeavesNoCore() => Assert.Equal("0 0\n", Text((await ShAsync("echo $(ulimit -Sc) $(ulimit -Hc)")).Output));

    [Fact]
    public async Task Arguments_AreThoseOfTheCommand()
    {
        var result = await Sandbox.RunAsync(new SandboxCommand("/bin/echo") { Arguments = ["one", "", "two words"] }, Usual);

        Assert.Equal("one  two words\n", Text(result.Output));
    }

    [Fact]
    public async Task File_ThatMayOnlyBeWritten_IsNotRead()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "a secret");

        var result = await ShAsync($"cat {file}; echo more >> {file}", Usual.With(file, PathAccess.Write));

        Assert.Equal((0, ""), (result.ExitCode, Text(result.Output)));
        Assert.Equal("a secretmore\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Program_WhoseFolderHasMoved_IsEnded()
    {
        var programs = _folder.CreateSubdirectory("programs");
        File.Copy("/usr/bin/true", Path.Combine(programs.FullName, "true"));
        var rules = Usual.With(_folder.FullName, PathAccess.Read | PathAccess.Write).With(programs.FullName, PathAccess.Read | PathAccess.Execute);

        var there = await ShAsync($"{_folder}/programs/true", rules);
        var moved = await ShAsync($"mv {_folder}/programs {_folder}/others && {_folder}/others/true", rules);

        Assert.Equal((SandboxEnd.Exited, 0), (there.End, there.ExitCode));
        Assert.Equal(SandboxEnd.Executed, moved.End);
        Assert.Contains(new SandboxViolation("execve", $"{_folder}/others/true"), moved.Violations);
    }

    [Fact]
    public async Task Processes_AsManyAsThereMayBe_GoOn()
    {
        var alone = await Sandbox.RunAsync(new SandboxCommand("/bin/true"), Usual with { Limits = new SandboxLimits { Processes = 1 } });
        var another = await ShAsync("/bin/true; exit 0", Usual with { Limits = new SandboxLimits { Processes = 1 } });

        Assert.Equal((SandboxEnd.Exited, SandboxEnd.TooManyProcesses), (alone.End, another.End));
    }
}
