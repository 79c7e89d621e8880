using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests.Victims;

/// <summary>What hostile programs in C try, and how that ends.</summary>
[Collection(nameof(Sandbox))]
[SupportedOSPlatform("linux")]
public sealed class VictimTests : IDisposable
{
    private const int BadCall = 31;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-victims-");

    private string Given => _folder.CreateSubdirectory("given").FullName;

    private string Secret => Path.Combine(_folder.FullName, "secret");

    public void Dispose() => _folder.Delete(recursive: true);

    [VictimTheory]
    [InlineData("tcp")]
    [InlineData("tcp6")]
    [InlineData("udp")]
    [InlineData("unix-stream")]
    [InlineData("unix-datagram")]
    [InlineData("netlink")]
    [InlineData("raw")]
    [InlineData("packet")]
    [InlineData("vsock")]
    [InlineData("alg")]
    public async Task Socket_OfWhateverFamily_IsRefused(string family) => Assert.Equal("refused EPERM", await TryAsync("network", family));

    [VictimTheory]
    [InlineData("datagram-pair")]
    [InlineData("raw-pair")]
    public async Task Pair_ThatCouldSendToAnyName_IsRefused(string pair)
    {
        var path = Path.Combine(_folder.FullName, "socket");
        using var outside = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        outside.Bind(new UnixDomainSocketEndPoint(path));

        Assert.Equal("refused EPERM", await TryAsync("network", pair, path));
        Assert.Equal(0, outside.Available);
    }

    [VictimTheory]
    [InlineData("stream-pair")]
    [InlineData("packet-pair")]
    public async Task Pair_OfOnesOwn_Works(string pair) => Assert.Equal("done", await TryAsync("network", pair));

    [VictimTheory]
    [InlineData("signal")]
    [InlineData("signal-thread")]
    [InlineData("queue-signal")]
    [InlineData("own-by-signal")]
    [InlineData("limit")]
    [InlineData("read-limit")]
    [InlineData("priority")]
    [InlineData("affinity")]
    [InlineData("attach")]
    [InlineData("read-memory")]
    [InlineData("robust-list")]
    [InlineData("pidfd")]
    public async Task Process_Outside_CannotBeTouched(string attempt)
    {
        var before = Look();

        Assert.StartsWith("refused ", await TryAsync("processes", attempt, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), StringComparison.Ordinal);
        Assert.Equal(before, Look());

        // The limits, the priority, the processors that it may run on.
        static string Look() => string.Join(
            '\n',
            File.ReadAllText("/proc/self/limits"),
            File.ReadAllText("/proc/self/stat").Split(' ')[18],
            File.ReadLines("/proc/self/status").Single(line => line.StartsWith("Cpus_allowed:", StringComparison.Ordinal)));
    }

    [VictimTheory]
    [InlineData("signal-parent")]
    [InlineData("priority-of-user")]
    [InlineData("trace-me")]
    public async Task Process_Unnamed_CannotBeTouchedEither(string attempt) => Assert.Equal("refused EPERM", await TryAsync("processes", attempt));

    [VictimTheory]
    [InlineData("own-affinity")]
    [InlineData("own-priority")]
    [InlineData("own-limit")]
    public async Task Process_Itself_MayBeTouched(string attempt) => Assert.Equal("done", await TryAsync("processes", attempt));

    [VictimFact]
    public async Task Child_ThatWouldNotBeTraced_IsNotMade()
    {
        var file = Path.Combine(Given, "child");

        Assert.Equal("refused EPERM", await TryAsync("processes", "untraced", file));
    }

    [VictimTheory]
    [InlineData("stop")]
    [InlineData("stop-all")]
    [InlineData("leave-first")]
    public async Task Process_ThatIsNotTheOneThatBegan_IsEndedInTime(string attempt)
    {
        var result = await RunAsync("processes", [attempt], Usual with { Limits = new SandboxLimits { Wall = TimeSpan.FromMilliseconds(300) } });

        Assert.Equal(SandboxEnd.TooLong, result.End);
    }

    [VictimFact]
    public async Task KillOfAll_IsOfItsOwnAlone()
    {
        var beside = ShAsync("read line; exit 9", input: "line\n");

        // In namespaces there is nobody else.
        Assert.Equal(IsInNamespaces ? "refused ESRCH" : "done", await TryAsync("processes", "kill-all"));
        Assert.Equal(9, (await beside).ExitCode);
    }

    [VictimFact]
    public async Task Orphans_EndWithTheRun()
    {
        var mark = Path.Combine(Given, "sleeps");
        File.Copy("/bin/sleep", mark);

        Assert.Equal("done", await TryAsync("processes", "orphans"));
        Assert.Equal(0, (await ShAsync($"({mark} 1000 & {mark} 1000 &) ; exit 0", Usual.With(Given, PathAccess.Read | PathAccess.Execute))).ExitCode);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc"), process => Kernel.RealPath.Link($"{process}/exe")?.StartsWith(mark, StringComparison.Ordinal) == true);
    }

    [VictimTheory]
    [InlineData("read")]
    [InlineData("link-empty")]
    [InlineData("reopen")]
    [InlineData("reopen-thread")]
    [InlineData("beneath-folder")]
    [InlineData("into-folder")]
    [InlineData("exchange")]
    [InlineData("truncated")]
    [InlineData("opened-truncated")]
    [InlineData("shared-memory")]
    [InlineData("character-device")]
    [InlineData("whiteout")]
    [InlineData("block-device")]
    public async Task File_OutsideTheGrants_IsOutOfReach(string attempt)
    {
        await File.WriteAllTextAsync(Secret, "a secret");

        Assert.StartsWith("refused ", await TryAsync("files", attempt, Secret), StringComparison.Ordinal);
        Assert.Equal("a secret", await File.ReadAllTextAsync(Secret));
        Assert.False(File.Exists(Path.Combine(Given, "hard")));
        Assert.False(File.Exists(Path.Combine(Given, "device")));
    }

    [VictimTheory]
    [InlineData("read", "done")]
    [InlineData("truncated", "refused EACCES", "refused EROFS")]
    [InlineData("opened-truncated", "refused EACCES", "refused EROFS")]
    [InlineData("mode-by-file", "refused EPERM")]
    [InlineData("times-by-file", "refused EPERM")]
    [InlineData("flags", "refused EPERM")]
    [InlineData("project", "refused EPERM")]
    [InlineData("shared-mapping", "refused EACCES")]
    public async Task File_ThatMayOnlyBeRead_StaysAsItIs(string attempt, string outcome, string? inNamespaces = null)
    {
        await File.WriteAllTextAsync(Secret, "text");
        var before = Look();

        Assert.Equal(IsInNamespaces ? inNamespaces ?? outcome : outcome, await TryAsync("files", attempt, Secret, Usual.With(Secret, PathAccess.Read)));
        Assert.Equal(before, Look());

        (string, UnixFileMode, DateTime) Look() => (File.ReadAllText(Secret), File.GetUnixFileMode(Secret), File.GetLastWriteTimeUtc(Secret));
    }

    [VictimTheory]
    [InlineData("mem")]
    [InlineData("environ")]
    [InlineData("maps")]
    [InlineData("auxv")]
    [InlineData("root/etc/passwd")]
    [InlineData("cwd/.")]
    [InlineData("fd/0")]
    public async Task Process_OutsideInProc_IsClosed(string file)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/{file}");

        Assert.StartsWith("refused ", await TryAsync("files", "read", path, Usual.With("/proc", PathAccess.Read)), StringComparison.Ordinal);
        Assert.StartsWith("refused ", await TryAsync("files", "read", $"/proc/1/{file}", Usual.With("/proc", PathAccess.Read)), StringComparison.Ordinal);
    }

    [VictimTheory]
    [InlineData("cmdline")]
    [InlineData("stat")]
    [InlineData("comm")]
    public async Task Process_InProcThatWasNotGiven_IsClosedAltogether(string file)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/{file}");

        Assert.StartsWith("refused ", await TryAsync("files", "read", path), StringComparison.Ordinal);
    }

    [VictimTheory]
    [InlineData("listener", "refused EPERM")]
    [InlineData("looser", "refused EPERM")]
    [InlineData("beyond", "refused EPERM")]
    [InlineData("push-input", "refused EPERM")]
    [InlineData("console", "refused EPERM")]
    [InlineData("change-map", "refused EPERM")]
    [InlineData("namespaces", "refused EPERM")]
    public async Task Filter_HasNoWayRound(string attempt, string outcome) => Assert.Equal(outcome, await TryAsync("kernel", attempt));

    [VictimTheory]
    [InlineData("kernel", "listener", "seccomp")]
    [InlineData("kernel", "push-input", "ioctl")]
    [InlineData("kernel", "console", "ioctl")]
    [InlineData("kernel", "change-map", "prctl")]
    [InlineData("kernel", "hide", "prctl")]
    [InlineData("kernel", "namespaces", "clone")]
    [InlineData("processes", "limit", "prlimit64")]
    [InlineData("processes", "priority", "setpriority")]
    [InlineData("processes", "priority-of-user", "setpriority")]
    [InlineData("processes", "affinity", "sched_setaffinity")]
    [InlineData("network", "datagram-pair", "socketpair")]
    public async Task Call_ThatIsRefusedByItsArgument_IsNamed(string victim, string attempt, string call)
    {
        var result = await RunAsync(victim, [attempt, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)], Usual);

        Assert.Equal(IsTraced, result.Violations.Contains(new SandboxViolation(call, Path: null)));
    }

    [VictimFact]
    public async Task Control_ThatNobodyKnows_IsAnsweredAsByAFileThatDoesNot()
    {
        await File.WriteAllTextAsync(Secret, "text");

        Assert.Equal("refused ENOTTY", await TryAsync("kernel", "version", Secret, Usual.With(Secret, PathAccess.Read)));
    }

    [VictimFact]
    public async Task Opening_TheOldWay_IsNamedToo()
    {
        var result = await RunAsync("kernel", ["old-open", Secret], Usual);

        Assert.Equal(IsTraced, result.Violations.Contains(new SandboxViolation("open", Secret)));
    }

    [VictimTheory]
    [InlineData("other-calls")]
    [InlineData("other-variant")]
    [InlineData("minus-one")]
    public async Task Call_OfAnotherKind_EndsTheProcess(string attempt)
    {
        var result = await RunAsync("kernel", [attempt], Usual);

        Assert.Equal((SandboxEnd.Signaled, BadCall), (result.End, result.Signal));
    }

    [VictimFact]
    public async Task Execution_OfAnOpenFile_IsRefused() => Assert.Equal("refused EPERM", await TryAsync("kernel", "execute-file", "/usr/bin/true"));

    [VictimFact]
    public async Task Script_WhoseInterpreterMayNotBeExecuted_IsNotExecuted()
    {
        var (interpreter, script) = (Path.Combine(_folder.FullName, "interpreter"), Path.Combine(Given, "script"));
        File.Copy("/bin/sh", interpreter);
        await File.WriteAllTextAsync(script, $"#!{interpreter}\nexit 0\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var rules = Usual.With(Given, PathAccess.Read | PathAccess.Execute);

        Assert.Equal("refused EACCES", await TryAsync("kernel", "execute", script, rules.With(interpreter, PathAccess.Read)));
        Assert.Equal(0, (await RunAsync("kernel", ["execute", script], rules.With(interpreter, PathAccess.Read | PathAccess.Execute))).ExitCode);
    }

    // Who is not traced has no such memory.
    [VictimFact]
    public async Task Program_FromMemory_IsEndedWhereverItMayExecute()
    {
        var result = await RunAsync("kernel", ["from-memory", "/usr/bin/true"], Usual with { Paths = [new PathGrant("/", PathAccess.Read | PathAccess.Execute)] });

        Assert.Equal(IsTraced ? (SandboxEnd.Executed, "") : (SandboxEnd.Exited, "refused EBADF\n"), (result.End, Text(result.Output)));
    }

    // Only the tracer can tell a loader from another program.
    [VictimFact]
    public async Task Loader_OfAFileThatMayOnlyBeRead_IsEnded()
    {
        var file = Path.Combine(Given, "file");
        File.Copy("/usr/bin/true", file);

        var result = await ShAsync($"/lib64/ld-linux-x86-64.so.2 {file}", Usual.With(file, PathAccess.Read));

        Assert.Equal(IsTraced ? SandboxEnd.Executed : SandboxEnd.Exited, result.End);
    }

    [OwnerFact]
    public async Task Program_OfAnotherUser_GivesNobodysRights()
    {
        const int Nobody = 65_534;
        var program = Path.Combine(Given, "who");
        File.Copy(Victim.Of("who"), program);
        Assert.Equal(0, Kernel.Libc.Call(Kernel.X64.CallNames.NumberOf("chown"), Native(program), Nobody, Nobody));
        File.SetUnixFileMode(program, (UnixFileMode)0x1FF | UnixFileMode.SetUser | UnixFileMode.SetGroup);

        var result = await ShAsync(program, Usual.With(Given, PathAccess.Read | PathAccess.Execute));

        Assert.Equal("0 0\n", Text(result.Output));
    }

    private static nint Native(string text) => Marshal.StringToCoTaskMemUTF8(text);

    private static Task<SandboxResult> RunAsync(string victim, string[] arguments, SandboxRules rules, string folder = "/") =>
        Confined.RunAsync(new SandboxCommand(Victim.Of(victim)) { Arguments = [.. arguments], WorkingFolder = folder }, rules.With(Victim.Of(victim), PathAccess.Read | PathAccess.Execute));

    private async Task<string> TryAsync(string victim, string attempt, string with = "", SandboxRules? rules = null)
    {
        var result = await RunAsync(victim, [attempt, with], (rules ?? Usual).With(Given, PathAccess.Read | PathAccess.Write), Given);

        Assert.Equal((SandboxEnd.Exited, 0, null, ""), (result.End, result.ExitCode, result.Problem, Text(result.Errors)));
        return Text(result.Output).TrimEnd();
    }
}
