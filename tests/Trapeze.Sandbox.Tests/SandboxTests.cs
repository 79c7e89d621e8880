using System.Diagnostics;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>What becomes of a confined run, whatever its program does.</summary>
[Collection(nameof(Sandbox))]
public sealed class SandboxTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-sandbox-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("exit 255", 255)]
    public async Task Run_ProgramThatExits_GivesItsCode(string script, int code)
    {
        var result = await ShAsync(script);

        Assert.Equal((SandboxEnd.Exited, code), (result.End, result.ExitCode));
    }

    [Fact]
    public async Task Run_ProgramThatPrints_GivesBothOutputs()
    {
        var result = await ShAsync("cat; echo problem >&2", input: "hello");

        Assert.Equal(("hello", "problem\n"), (Text(result.Output), Text(result.Errors)));
    }

    [Fact]
    public async Task Run_ProgramThatASignalEnds_GivesTheSignal()
    {
        var result = await ShAsync("kill -TERM $$");

        Assert.Equal((SandboxEnd.Signaled, 15), (result.End, result.Signal));
    }

    [Fact]
    public async Task Run_FolderThatIsNotGranted_IsBegunInAndShowsNothing()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "secret"), "secret");

        var result = await RunAsync(Sh("pwd; cat secret; ls; echo x > out") with { WorkingFolder = _folder.FullName }, Usual);

        Assert.Equal((SandboxEnd.Exited, $"{_folder.FullName}\n"), (result.End, Text(result.Output)));
        Assert.Equal(["secret"], _folder.EnumerateFiles().Select(file => file.Name));
    }

    [Fact]
    public async Task Run_LimitsAndGrantsThatAreNone_AreRefused()
    {
        SandboxLimits[] limits =
        [
            new() { Wall = TimeSpan.Zero }, new() { Wall = TimeSpan.MaxValue }, new() { Processes = 0 }, new() { Memory = -1 }, new() { AddressSpace = -1 }, new() { ProcessorSeconds = -1 },
            new() { FileSize = -1 }, new() { Written = -1 }, new() { Output = -1 },
        ];
        foreach (var each in limits)
        {
            await Assert.ThrowsAsync<ArgumentException>("rules", () => Sandbox.RunAsync(Sh("true"), Usual with { Limits = each }));
        }

        await Assert.ThrowsAsync<ArgumentException>("rules", () => Sandbox.RunAsync(Sh("true"), Usual.With("/etc", PathAccess.None)));
    }

    [Fact]
    public async Task Run_ProgramThatIsNotThere_SaysWhy()
    {
        var result = await RunAsync(new SandboxCommand("/usr/bin/no-such-program"), Usual);

        Assert.Equal(SandboxEnd.NotStarted, result.End);
        Assert.StartsWith("execve: there is no such file (ENOENT)", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FileOutsideTheGrants_CannotBeRead()
    {
        var secret = Path.Combine(_folder.FullName, "secret");
        await File.WriteAllTextAsync(secret, "secret");

        var refused = await ShAsync($"cat {secret}");
        var allowed = await ShAsync($"cat {secret}", Usual.With(secret, PathAccess.Read));

        Assert.Equal((1, "", "secret"), (refused.ExitCode, Text(refused.Output), Text(allowed.Output)));
    }

    [Fact]
    public async Task Run_FileOutsideTheGrants_CannotBeWrittenAndIsNamed()
    {
        var file = Path.Combine(_folder.FullName, "file");

        var refused = await ShAsync($"echo text > {file}");
        var allowed = await ShAsync($"echo text > {file}", Usual.With(_folder.FullName, PathAccess.Write));

        Assert.Equal((2, 0), (refused.ExitCode, allowed.ExitCode));
        Assert.Contains(new SandboxViolation("openat", file), refused.Violations);
        Assert.Empty(allowed.Violations);
        Assert.Equal("text\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Run_FileBelowAGrantedLink_IsWrittenAndNotNamed()
    {
        var (folder, link) = (_folder.CreateSubdirectory("folder").FullName, Path.Combine(_folder.FullName, "link"));
        File.CreateSymbolicLink(link, folder);

        var result = await ShAsync($"echo text > {link}/file", Usual.With(link, PathAccess.Write));

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Violations);
        Assert.Equal("text\n", await File.ReadAllTextAsync(Path.Combine(folder, "file")));
    }

    [Fact]
    public async Task Run_Network_IsRefusedByName()
    {
        var result = await PythonAsync("import socket\nsocket.socket(socket.AF_INET, socket.SOCK_STREAM)");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("PermissionError", Text(result.Errors), StringComparison.Ordinal);
        Assert.Contains(result.Violations, violation => violation.Call == "socket");
    }

    [Fact]
    public async Task Run_ProgramFromMemory_IsEndedBeforeItBegins()
    {
        var result = await PythonAsync("import os\nf = os.memfd_create('x', 0)\nos.write(f, open('/usr/bin/true', 'rb').read())\nos.execve(f'/proc/self/fd/{f}', ['x'], {})",
            Usual.With("/proc", PathAccess.Read | PathAccess.Execute));

        Assert.Equal(SandboxEnd.Executed, result.End);
    }

    [Fact]
    public async Task Run_LoaderByItself_IsEndedBeforeItBegins()
    {
        var result = await ShAsync("/lib64/ld-linux-x86-64.so.2 /usr/bin/true");

        Assert.Equal(SandboxEnd.Executed, result.End);
    }

    [Fact]
    public async Task Run_TooLong_EndsTheTree()
    {
        var result = await ShAsync("sleep 1000 & sleep 1000", Usual with { Limits = new SandboxLimits { Wall = TimeSpan.FromMilliseconds(200) } });

        Assert.Equal(SandboxEnd.TooLong, result.End);
    }

    [Fact]
    public async Task Run_ProgramThatAnotherThreadExecutes_IsStillEnded()
    {
        var result = await PythonAsync(
            "import os, threading\nthreading.Thread(target=lambda: os.execv('/bin/sleep', ['sleep', '1000'])).start()\nimport time\ntime.sleep(1000)",
            Usual with { Limits = new SandboxLimits { Wall = TimeSpan.FromSeconds(2) } }).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(SandboxEnd.TooLong, result.End);
    }

    [Fact]
    public async Task Run_ForkBomb_IsEnded()
    {
        var result = await ShAsync("f() { f | f & }; f; sleep 100");

        Assert.Equal(SandboxEnd.TooManyProcesses, result.End);
    }

    [Fact]
    public async Task Run_EndlessOutput_IsBounded()
    {
        var result = await ShAsync("yes", Usual with { Limits = new SandboxLimits { Output = 100_000 } });

        Assert.Equal((SandboxEnd.TooMuchOutput, 100_000), (result.End, result.Output.Length));
    }

    [Fact]
    public async Task Run_LimitsOfEachProcess_HoldInTheKernel()
    {
        var file = Path.Combine(_folder.FullName, "file");
        var size = await PythonAsync($"open('{file}', 'wb', buffering=0).write(bytes(2000))\nopen('{file}', 'ab', buffering=0).write(bytes(2000))", (Usual with { Limits = new SandboxLimits { FileSize = 1_000 } }).With(_folder.FullName, PathAccess.Write));
        var memory = await PythonAsync("bytearray(1 << 30)", Usual with { Limits = new SandboxLimits { AddressSpace = 1 << 28 } });
        var processor = await PythonAsync("while True: pass", Usual with { Limits = new SandboxLimits { ProcessorSeconds = 1 } });

        Assert.NotEqual(0, size.ExitCode);
        Assert.Equal(1_000, new FileInfo(file).Length);
        Assert.Contains("MemoryError", Text(memory.Errors), StringComparison.Ordinal);
        Assert.Equal(SandboxEnd.Signaled, processor.End);
    }

    [Fact]
    public async Task Run_TextWithAZero_IsNotCutThere()
    {
        var result = await RunAsync(new SandboxCommand("/usr/bin/true") { Arguments = ["a\0b"] }, Usual);

        Assert.Equal((SandboxEnd.NotStarted, "a text with a zero in it: an argument is invalid (EINVAL)"), (result.End, result.Problem));
    }

    [Fact]
    public async Task Run_Cancelled_Ends()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        var result = await RunAsync(new SandboxCommand("/bin/sleep") { Arguments = ["1000"] }, Usual, source.Token);

        Assert.Equal(SandboxEnd.Cancelled, result.End);
    }

    [Fact]
    public async Task Run_ChildThatOutlivesTheProgram_IsEnded()
    {
        var watch = Stopwatch.StartNew();

        var result = await ShAsync("(setsid sleep 1000 &) ; exit 3");

        Assert.Equal((SandboxEnd.Exited, 3), (result.End, result.ExitCode));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Run_ManyShortChildren_AreAllWaitedFor()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(at => Task.Run(() => ShAsync(
            "for i in 1 2 3 4 5 6 7 8 9 10; do for j in 1 2 3 4 5 6 7 8 9 10; do (exit 1) & done; wait; done; exit 5"))));

        Assert.All(results, result => Assert.Equal((SandboxEnd.Exited, 5), (result.End, result.ExitCode)));
    }

    [Fact]
    public async Task Run_ManyAtOnceBesideOrdinaryProcesses_GiveTheirOwnCodes()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(at => Task.Run(async () =>
        {
            if (at % 4 == 0)
            {
                using var ordinary = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exit {at % 50}"]))!;
                await ordinary.WaitForExitAsync();
                Assert.Equal(at % 50, ordinary.ExitCode);
            }
            else
            {
                Assert.Equal(at % 50, (await ShAsync($"exit {at % 50}")).ExitCode);
            }
        })));
    }

    [Fact]
    public async Task Asked_OfARunThatListsItsPaths_HasWhatItNamedAndWhatFor()
    {
        var rules = Usual.With("/tmp", PathAccess.Read | PathAccess.Write);
        var script = "test -e /usr/bin/env; cat /usr/include/../lib/os-release > /dev/null; echo x > /tmp/trapeze-asked; rm /tmp/trapeze-asked; test -e /no/such/file";

        var result = await ShAsync(script, rules with { ListsPaths = true });

        Assert.Equal(SandboxEnd.Exited, result.End);
        Assert.Contains(new PathGrant("/usr/bin/env", PathAccess.None), result.Asked);
        Assert.Contains(new PathGrant("/usr/lib/os-release", PathAccess.Read), result.Asked);
        Assert.Contains(new PathGrant("/usr/bin/cat", PathAccess.Execute), result.Asked.Select(asked => asked with { Access = asked.Access & PathAccess.Execute }));
        Assert.Contains(new PathGrant("/tmp", PathAccess.Read | PathAccess.Write), result.Asked);
        Assert.DoesNotContain(result.Asked, asked => asked.Path.StartsWith("/no", StringComparison.Ordinal));
        Assert.Empty((await ShAsync(script, rules)).Asked);
    }

    // It would be made whatever else is said of it.
    [Fact]
    public void CallsThatAreListed_AreAmongThoseThatNeedNoLook() => Assert.Empty(Tracing.X64.PathCalls.Numbers.Except(Seccomp.X64.AllowedCalls.Numbers));
}
