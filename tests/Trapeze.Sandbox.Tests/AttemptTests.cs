using System.Diagnostics;
using System.Globalization;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>What a hostile program tries, and how that ends.</summary>
[Collection(nameof(Sandbox))]
public sealed class AttemptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-attempts-");

    public static TheoryData<string> Forbidden =>
    [
        "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "kcmp", "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree",
        "io_uring_setup", "bpf", "perf_event_open", "add_key", "keyctl", "userfaultfd", "personality", "clock_settime", "settimeofday", "sethostname", "reboot", "kexec_load",
        "init_module", "finit_module", "delete_module", "swapon", "iopl", "ioperm", "quotactl", "open_by_handle_at", "name_to_handle_at", "fanotify_init", "inotify_init", "inotify_init1",
        "vmsplice", "file_setattr",
        "socket", "connect", "bind", "listen", "accept", "accept4", "shmget", "shmat", "semget", "msgget", "mq_open", "setgroups", "capset", "acct", "syslog",
    ];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Call_ThatNoRuleAllows_IsRefusedByName(string call)
    {
        var number = CallNames.NumberOf(call).ToString(CultureInfo.InvariantCulture);

        var result = await PythonAsync($"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.syscall({number}, 0, 0, 0, 0, 0, 0), ctypes.get_errno())");

        Assert.Equal("-1 1\n", Text(result.Output));
        Assert.Equal(IsTraced, result.Violations.Contains(new SandboxViolation(call, Path: null)));
    }

    // Programs that copy files take that for a file system which has none.
    [Theory]
    [InlineData("setxattr")]
    [InlineData("lsetxattr")]
    [InlineData("fsetxattr")]
    [InlineData("removexattr")]
    [InlineData("lremovexattr")]
    [InlineData("fremovexattr")]
    [InlineData("setxattrat")]
    [InlineData("removexattrat")]
    public async Task Attributes_AreNotSupported(string call)
    {
        var result = await PythonAsync(CallOf(call, "0, 0, 0, 0, 0, 0"));

        Assert.Equal(IsTraced ? "-1 95\n" : "-1 1\n", Text(result.Output));
        Assert.Equal(IsTraced, result.Violations.Contains(new SandboxViolation(call, Path: null)));
    }

    [Theory]
    [InlineData("setuid", "os.getuid()")]
    [InlineData("setgid", "os.getgid()")]
    [InlineData("setreuid", "os.getuid(), -1")]
    [InlineData("setregid", "-1, os.getgid()")]
    [InlineData("setresuid", "-1, os.getuid(), -1")]
    [InlineData("setresgid", "os.getgid(), -1, -1")]
    public async Task Identity_IsWhatItIs(string call, string own)
    {
        var kept = await PythonAsync(CallOf(call, own));
        var another = await PythonAsync(CallOf(call, own.Replace("()", "() + 1", StringComparison.Ordinal)));

        Assert.Equal((IsTraced ? "0 0\n" : "-1 1\n", "-1 1\n"), (Text(kept.Output), Text(another.Output)));
        Assert.Equal(IsTraced, another.Violations.Contains(new SandboxViolation(call, Path: null)));
    }

    [Theory]
    [InlineData(0x1000_0000, 1)]
    [InlineData(0x0002_0000, 1)]
    [InlineData(0x4000_0000, 1)]
    public async Task Clone_OfANamespace_IsRefused(int flag, int error)
    {
        var result = await PythonAsync($"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.syscall({Call.Clone}, {flag} | 17, 0, 0, 0, 0), ctypes.get_errno())");

        Assert.Equal($"-1 {error}\n", Text(result.Output));
    }

    [Theory]
    [InlineData(Call.Clone3)]
    [InlineData(Call.OpenAt2)]
    public async Task Call_WhoseFlagsAreInMemory_DoesNotExist(int call)
    {
        var result = await PythonAsync($"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.syscall({call}, 0, 0, 0, 0), ctypes.get_errno())");

        Assert.Equal("-1 38\n", Text(result.Output));
    }

    [Theory]
    [InlineData("cat {0}/secret")]
    [InlineData("cat {0}/given/../secret")]
    [InlineData("cat {0}/given/link")]
    [InlineData("ln {0}/secret {0}/given/hard && cat {0}/given/hard")]
    [InlineData("mv {0}/secret {0}/given/moved && cat {0}/given/moved")]
    [InlineData("cp {0}/secret {0}/given/copy && cat {0}/given/copy")]
    [InlineData("ls {0}")]
    [InlineData("cat /proc/self/root{0}/secret")]
    [InlineData("cd {0}/given && cat ../secret")]
    [InlineData("head -c 10 /dev/shm/*")]
    public async Task File_OutsideTheGrants_StaysSecret(string attempt)
    {
        var given = _folder.CreateSubdirectory("given");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "secret"), "a secret");
        File.CreateSymbolicLink(Path.Combine(given.FullName, "link"), Path.Combine(_folder.FullName, "secret"));

        var result = await ShAsync(string.Format(CultureInfo.InvariantCulture, attempt, _folder.FullName), Usual.With(given.FullName, PathAccess.Read | PathAccess.Write));

        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain("secret", Text(result.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rm {0}/secret")]
    [InlineData("mv {0}/secret {0}/given/")]
    [InlineData("mv {0}/given/file {0}/out")]
    [InlineData("echo more >> {0}/secret")]
    [InlineData("truncate -s 0 {0}/secret")]
    [InlineData("mkdir {0}/folder")]
    [InlineData("ln -s x {0}/link")]
    [InlineData("ln {0}/given/file {0}/hard")]
    [InlineData("mkfifo {0}/pipe")]
    [InlineData("chmod 777 {0}/secret")]
    [InlineData("touch {0}/secret")]
    public async Task Folder_OutsideTheGrants_StaysAsItIs(string attempt)
    {
        var given = _folder.CreateSubdirectory("given");
        await File.WriteAllTextAsync(Path.Combine(given.FullName, "file"), "");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "secret"), "a secret");
        var before = Look();

        var result = await ShAsync(string.Format(CultureInfo.InvariantCulture, attempt, _folder.FullName), Usual.With(given.FullName, PathAccess.Read | PathAccess.Write));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal(before, Look());

        string Look() => string.Join('\n', _folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).OrderBy(each => each.FullName, StringComparer.Ordinal)
            .Select(each => $"{each.FullName} {each.UnixFileMode} {(each is FileInfo file ? file.Length : 0)} {(each is FileInfo ? each.LastWriteTimeUtc : default):O}"));
    }

    [Fact]
    public async Task Program_ThatMayOnlyBeRead_IsNotExecuted()
    {
        var program = Path.Combine(_folder.FullName, "program");
        File.Copy("/usr/bin/true", program);

        var refused = await ShAsync(program, Usual.With(_folder.FullName, PathAccess.Read));
        var allowed = await ShAsync(program, Usual.With(_folder.FullName, PathAccess.Read | PathAccess.Execute));

        Assert.Equal((126, 0), (refused.ExitCode, allowed.ExitCode));
    }

    [Theory]
    [InlineData("import os\nprint(os.stat('{0}').st_size)")]
    [InlineData("import os\nprint(os.lstat('{0}').st_size)")]
    [InlineData("import os\nprint(1 if os.access('{0}', os.F_OK) else 1/0)")]
    [InlineData("import os\nprint(os.readlink('{0}.link'))")]
    [InlineData("import os\nos.chdir('{0}.folder')\nprint(1)")]
    [InlineData("import os\nprint(os.statvfs('{0}').f_bsize)")]
    [InlineData("import os\nprint(os.listxattr('{0}') or 1)")]
    public async Task Name_OutsideTheGrants_IsThereOnlyWithoutNamespaces(string attempt)
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "text");
        File.CreateSymbolicLink($"{file}.link", "text");
        Directory.CreateDirectory($"{file}.folder");

        var result = await PythonAsync(string.Format(CultureInfo.InvariantCulture, attempt, file));

        Assert.Equal((Level, IsInNamespaces ? 1 : 0), (result.Level, result.ExitCode));
        Assert.Equal(IsInNamespaces, Text(result.Errors).Contains("FileNotFoundError", StringComparison.Ordinal) || Text(result.Errors).Contains("ZeroDivisionError", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Processes_Outside_AreThereOnlyWithoutNamespaces()
    {
        var result = await PythonAsync("import os\nprint(os.getpid(), *sorted(int(name) for name in os.listdir('/proc') if name.isdigit()))", Usual.With("/proc", PathAccess.Read));

        Assert.Equal(IsInNamespaces, Text(result.Output) == "2 1 2\n");
        Assert.Equal(!IsInNamespaces, Text(result.Output).Split(' ', '\n').Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("environ")]
    [InlineData("maps")]
    [InlineData("mem")]
    [InlineData("root/etc/passwd")]
    [InlineData("cwd/etc/passwd")]
    [InlineData("fd/0")]
    public async Task Process_ThatKeepsARun_TellsNothing(string file)
    {
        var result = await PythonAsync($"print(open('/proc/1/{file}', 'rb').read(1))", Usual.With("/proc", PathAccess.Read));

        Assert.Equal((1, ""), (result.ExitCode, Text(result.Output)));
        Assert.Contains("PermissionError", Text(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_ThatKeepsARun_CannotBeEnded()
    {
        var result = await ShAsync("kill -9 $PPID; kill -9 1; exit 3");

        Assert.Equal((SandboxEnd.Exited, 3), (result.End, result.ExitCode));
    }

    [Fact]
    public async Task Setting_OfTheKernel_IsNotChangedByRoot()
    {
        var before = await File.ReadAllTextAsync("/proc/sys/kernel/core_pattern");

        var result = await ShAsync("cat /proc/sys/kernel/core_pattern > /proc/sys/kernel/core_pattern", Usual.With("/proc", PathAccess.Read));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal(before, await File.ReadAllTextAsync("/proc/sys/kernel/core_pattern"));
    }

    [Fact]
    public async Task Name_OfTheMachine_IsNotChanged()
    {
        var result = await PythonAsync("import socket\nsocket.sethostname('other')");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("PermissionError", Text(result.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import os\nf = os.memfd_create('x', 0)\nos.write(f, open('/usr/bin/true', 'rb').read())\nos.execve(f'/proc/self/fd/{f}', ['x'], {})", 1)]
    [InlineData("import os\nos.execv('/lib64/ld-linux-x86-64.so.2', ['ld', '/usr/bin/true'])", 0)]
    public async Task Program_ThatNoFileIs_IsEndedOrUntracedAtMostLoaded(string attempt, int untraced)
    {
        var result = await PythonAsync(attempt, Usual.With("/proc", PathAccess.Read | PathAccess.Execute));

        Assert.Equal((IsTraced ? SandboxEnd.Executed : SandboxEnd.Exited, IsTraced ? null : untraced), (result.End, result.ExitCode));
    }

    [Fact]
    public async Task Input_IsNotExecuted()
    {
        var result = await RunAsync(
            new SandboxCommand("/usr/bin/python3") { Arguments = ["-c", "import os\nos.execve('/proc/self/fd/0', ['x'], {})"], Input = await File.ReadAllBytesAsync("/usr/bin/true") },
            Usual.With("/proc", PathAccess.Read | PathAccess.Execute));

        Assert.Equal((SandboxEnd.Exited, 1), (result.End, result.ExitCode));
        Assert.Contains("PermissionError", Text(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TooLong_LeavesNoProcess()
    {
        var mark = Guid.NewGuid().ToString("N");

        var result = await ShAsync($"for i in 1 2 3 4 5; do (setsid sh -c 'while :; do sleep 1; done' {mark} &); done; sleep 1000", Usual with { Limits = new SandboxLimits { Wall = TimeSpan.FromMilliseconds(400) } });

        Assert.Equal(SandboxEnd.TooLong, result.End);
        Assert.DoesNotContain(Process.GetProcesses(), process => CommandOf(process.Id).Contains(mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ThatEnds_LeavesNoProcess()
    {
        var mark = Guid.NewGuid().ToString("N");

        var result = await ShAsync($"for i in 1 2 3 4 5; do (setsid sh -c 'while :; do sleep 1; done' {mark} &); done; exit 6");

        Assert.Equal((SandboxEnd.Exited, 6), (result.End, result.ExitCode));
        Assert.DoesNotContain(Process.GetProcesses(), process => CommandOf(process.Id).Contains(mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Process_Outside_CannotBeSignalled()
    {
        var result = await ShAsync(string.Create(CultureInfo.InvariantCulture, $"kill -0 {Environment.ProcessId}"));

        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Descriptors_OfThisProcess_AreNotInherited()
    {
        var result = await PythonAsync("import os\nprint(sorted(os.listdir('/proc/self/fd'))[:3], len(os.listdir('/proc/self/fd')))", Usual.With("/proc", PathAccess.Read));

        Assert.Equal("['0', '1', '2'] 4\n", Text(result.Output));
    }

    [Fact]
    public async Task Environment_OfThisProcess_IsNotInherited()
    {
        Environment.SetEnvironmentVariable("TRAPEZE_TEST_SECRET", "a secret");

        var result = await RunAsync(new SandboxCommand("/usr/bin/env"), Usual);

        Assert.Equal((0, ""), (result.ExitCode, Text(result.Output)));
    }

    [Fact]
    public async Task Privileges_AreGone()
    {
        var result = await ShAsync("grep -E 'Cap(Eff|Prm|Inh|Amb)|NoNewPrivs' /proc/self/status", Usual.With("/proc", PathAccess.Read));

        Assert.Equal("CapInh:\t0000000000000000\nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nCapAmb:\t0000000000000000\nNoNewPrivs:\t1\n", Text(result.Output));
    }

    [Fact]
    public async Task Zygote_ThatIsKilled_EndsWhatRunsAndTheNextOneWorks()
    {
        Assert.Equal(0, (await ShAsync("true")).ExitCode);
        // Untraced and without namespaces, a child of the program would outlive it.
        var running = ShAsync("exec sleep 1000");
        var zygotes = Process.GetProcesses().Where(process => process.ProcessName == "trapeze-zygote" && ParentOf(process.Id) == Environment.ProcessId).ToList();

        Assert.NotEmpty(zygotes);
        zygotes.ForEach(zygote => zygote.Kill());

        Assert.Contains((await running).End, (SandboxEnd[])[SandboxEnd.Lost, SandboxEnd.NotStarted]);
        Assert.Equal(4, (await ShAsync("exit 4")).ExitCode);
    }

    private static string CallOf(string call, string arguments) =>
        string.Create(CultureInfo.InvariantCulture, $"import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.syscall({CallNames.NumberOf(call)}, {arguments}), ctypes.get_errno())");

    private static int ParentOf(int process) => Tracing.Family.Of(process)?.Parent ?? 0;
}
