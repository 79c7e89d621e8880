using System.Globalization;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>Modes, owners and times of files: where a program may write, and nowhere else.</summary>
[Collection(nameof(Sandbox))]
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class MetadataTests : IDisposable
{
    private const UnixFileMode Usual644 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly EnumerationOptions NotThroughLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private static readonly DateTime Before = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-metadata-");
    private readonly DirectoryInfo _given;
    private readonly string _file;
    private readonly string _secret;

    public MetadataTests()
    {
        _given = _folder.CreateSubdirectory("given");
        (_file, _secret) = (Path.Combine(_given.FullName, "file"), Path.Combine(_folder.FullName, "secret"));
        foreach (var path in (string[])[_file, _secret])
        {
            File.WriteAllText(path, "text");
            File.SetUnixFileMode(path, Usual644);
            File.SetLastWriteTimeUtc(path, Before);
        }

        File.CreateSymbolicLink(Path.Combine(_given.FullName, "link"), _secret);
        File.CreateSymbolicLink(Path.Combine(_given.FullName, "inner"), _file);
        File.CreateSymbolicLink(Path.Combine(_given.FullName, "up"), _folder.FullName);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Each call by its number, on the file, on it by a link, and by its descriptor.
    [Theory]
    [InlineData("chmod", "p('file'), 0o600")]
    [InlineData("chmod", "p('inner'), 0o600")]
    [InlineData("chmod", "b'file', 0o600")]
    [InlineData("chmod", "b'../given/./file', 0o600")]
    [InlineData("fchmod", "f(), 0o600")]
    [InlineData("chmod", "b'/proc/self/fd/%d' % os.open('file', os.O_PATH), 0o600")]
    [InlineData("fchmodat", "d(), b'file', 0o600")]
    [InlineData("fchmodat", "-100, b'file', 0o600")]
    [InlineData("fchmodat2", "d(), b'file', 0o600, 0")]
    [InlineData("fchmodat2", "f(), b'', 0o600, 0x1000")]
    public async Task Mode_OfAFileThatMayBeWritten_IsChanged(string call, string arguments)
    {
        var result = await CallAsync(call, arguments);

        Assert.Equal(("0 0\n", ""), (Text(result.Output), Text(result.Errors)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file));
        Assert.DoesNotContain(result.Violations, violation => violation.Call == call);
    }

    [Theory]
    [InlineData("utime", "p('file'), struct.pack('qq', 1, 1000000000)")]
    [InlineData("utimes", "p('inner'), struct.pack('qqqq', 1, 0, 1000000000, 0)")]
    [InlineData("futimesat", "d(), b'file', struct.pack('qqqq', 1, 0, 1000000000, 0)")]
    [InlineData("futimesat", "f(), None, struct.pack('qqqq', 1, 0, 1000000000, 0)")]
    [InlineData("utimensat", "-100, b'file', struct.pack('qqqq', 1, 0, 1000000000, 0), 0")]
    [InlineData("utimensat", "f(), None, struct.pack('qqqq', 1, 0, 1000000000, 0), 0")]
    [InlineData("utimensat", "d(), b'file', struct.pack('qqqq', 0, 0x3ffffffe, 1000000000, 0), 0x100")]
    public async Task Times_OfAFileThatMayBeWritten_AreChanged(string call, string arguments)
    {
        var result = await CallAsync(call, arguments);

        Assert.Equal(("0 0\n", ""), (Text(result.Output), Text(result.Errors)));
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1_000_000_000), File.GetLastWriteTimeUtc(_file));
    }

    [Theory]
    [InlineData("chown", "p('file'), -1, -1")]
    [InlineData("chown", "p('file'), os.getuid(), os.getgid()")]
    [InlineData("lchown", "p('link'), os.getuid(), -1")]
    [InlineData("fchown", "f(), -1, os.getgid()")]
    [InlineData("fchownat", "d(), b'file', os.getuid(), os.getgid(), 0x100")]
    public async Task Owner_ThatItHasAlready_IsNoChange(string call, string arguments)
    {
        var result = await CallAsync(call, arguments);

        Assert.Equal(("0 0\n", ""), (Text(result.Output), Text(result.Errors)));
        Assert.DoesNotContain(result.Violations, violation => violation.Call == call);
    }

    [Theory]
    [InlineData("chmod", "p('file'), 0o4755")]
    [InlineData("chmod", "p('file'), 0o2755")]
    [InlineData("fchmod", "f(), 0o6755")]
    [InlineData("chown", "p('file'), os.getuid() + 1, -1")]
    [InlineData("fchown", "f(), -1, os.getgid() + 1")]
    [InlineData("chmod", "p('../secret'), 0o600")]
    [InlineData("chmod", "b'../secret', 0o600")]
    [InlineData("chmod", "p('link'), 0o600")]
    [InlineData("chmod", "p('up/secret'), 0o600")]
    [InlineData("chmod", "p('..'), 0o700")]
    [InlineData("chmod", "b'/dev/null', 0o600")]
    [InlineData("fchmod", "os.open('../secret', os.O_RDONLY), 0o600")]
    [InlineData("fchmod", "os.open('../secret', os.O_PATH), 0o600")]
    [InlineData("fchmod", "1, 0o600")]
    [InlineData("chmod", "b'/proc/self/fd/%d' % os.open('../secret', os.O_PATH), 0o600")]
    [InlineData("fchmodat", "os.open('..', os.O_PATH), b'secret', 0o600")]
    [InlineData("fchmodat2", "os.open('..', os.O_PATH), b'secret', 0o600, 0x100")]
    [InlineData("chown", "p('link'), -1, -1")]
    [InlineData("utime", "p('link'), None")]
    [InlineData("utimensat", "-100, b'../secret', None, 0")]
    [InlineData("utimensat", "os.open('../secret', os.O_RDONLY), None, None, 0")]
    [InlineData("open", "p('new'), os.O_CREAT | os.O_WRONLY, 0o4755")]
    [InlineData("openat", "d(), b'new', os.O_CREAT | os.O_WRONLY, 0o2755")]
    [InlineData("openat", "-100, b'.', os.O_TMPFILE | os.O_WRONLY, 0o4755")]
    [InlineData("creat", "p('new'), 0o4755")]
    [InlineData("mknod", "p('new'), 0o104755, 0")]
    [InlineData("mknodat", "d(), b'new', 0o104755, 0")]
    public async Task Change_OfWhatIsNotTheRuns_IsRefusedByName(string call, string arguments)
    {
        var before = Look();

        var result = await CallAsync(call, arguments);

        Assert.Equal(("-1 1\n", ""), (Text(result.Output), Text(result.Errors)));
        Assert.Contains(result.Violations, violation => violation.Call == call);
        Assert.Equal(before, Look());
    }

    [Theory]
    [InlineData("chmod", "p('nothing'), 0o600", 2)]
    [InlineData("chmod", "b'', 0o600", 2)]
    [InlineData("chmod", "None, 0o600", 14)]
    [InlineData("chmod", "p('file/x'), 0o600", 20)]
    [InlineData("fchmod", "99, 0o600", 9)]
    [InlineData("fchmodat2", "-100, b'file', 0o600, 0x40000000", 22)]
    [InlineData("utimes", "p('file'), struct.pack('qqqq', 1, 1000000, 1, 0)", 22)]
    [InlineData("utimensat", "-100, b'file', 1, 0", 14)]
    public async Task Change_ThatIsWrong_FailsAsUsual(string call, string arguments, int error)
    {
        var result = await CallAsync(call, arguments);

        Assert.Equal(($"-1 {error.ToString(CultureInfo.InvariantCulture)}\n", ""), (Text(result.Output), Text(result.Errors)));
    }

    [Fact]
    public async Task Link_ThatAnotherThreadSwaps_LeadsNowhereElse()
    {
        const string Swapping =
            """
            import os, threading
            os.symlink('file', 'a'); os.symlink('../secret', 'b')
            go = True
            def swap():
                i = 0
                while go:
                    i += 1
                    os.symlink(('file', '../secret')[i % 2], 'c'); os.rename('c', 'swapped')
            os.symlink('file', 'swapped')
            t = threading.Thread(target=swap); t.start()
            changed = refused = 0
            for i in range(3000):
                try:
                    os.chmod('swapped', 0o600); changed += 1
                except PermissionError: refused += 1
            go = False; t.join()
            print(changed > 0, refused > 0)
            """;

        var result = await Sandbox.RunAsync(new SandboxCommand("/usr/bin/python3") { Arguments = ["-c", Swapping], WorkingFolder = _given.FullName }, Rules());

        Assert.Equal(("True True\n", ""), (Text(result.Output), Text(result.Errors)));
        Assert.Equal(Usual644, File.GetUnixFileMode(_secret));
    }

    // Of two filters that show a call, the later one says why.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Filter_OfItsOwn_DoesNotChangeWhatIsRefused(int why)
    {
        const string Filtering =
            """
            import ctypes, os, struct
            libc = ctypes.CDLL(None, use_errno=True)
            program = struct.pack('<HBBI', 0x20, 0, 0, 0) + struct.pack('<HBBI', 0x15, 0, 1, 257) + struct.pack('<HBBI', 6, 0, 0, 0x7ff00000 | {0}) + struct.pack('<HBBI', 6, 0, 0, 0x7fff0000)
            code = ctypes.create_string_buffer(program)
            counted = struct.pack('<HxxxxxxQ', 4, ctypes.addressof(code))
            assert libc.prctl(22, 2, counted, 0, 0) == 0
            print(libc.syscall(257, -100, b'new', os.O_CREAT | os.O_WRONLY, 0o4755), ctypes.get_errno())
            """;

        var result = await Sandbox.RunAsync(
            new SandboxCommand("/usr/bin/python3") { Arguments = ["-c", string.Format(CultureInfo.InvariantCulture, Filtering, why)], WorkingFolder = _given.FullName }, Rules());

        Assert.Equal(("-1 1\n", ""), (Text(result.Output), Text(result.Errors)));
        Assert.False(File.Exists(Path.Combine(_given.FullName, "new")));
    }

    [Fact]
    public async Task Refusal_NamesTheFile()
    {
        var result = await CallAsync("chmod", "p('link'), 0o600");

        Assert.Contains(new SandboxViolation("chmod", _secret), result.Violations);
    }

    private Task<SandboxResult> CallAsync(string call, string arguments)
    {
        var number = CallNames.NumberOf(call).ToString(CultureInfo.InvariantCulture);
        var script = $"""
            import ctypes, os, struct
            libc = ctypes.CDLL(None, use_errno=True)
            def p(name): return os.path.join('{_given.FullName}', name).encode()
            def f(): return os.open('file', os.O_RDONLY)
            def d(): return os.open('.', os.O_RDONLY)
            print(libc.syscall({number}, {arguments}), ctypes.get_errno())
            """;
        return Sandbox.RunAsync(new SandboxCommand("/usr/bin/python3") { Arguments = ["-c", script], WorkingFolder = _given.FullName }, Rules());
    }

    private SandboxRules Rules() => Usual.With(_given.FullName, PathAccess.Read | PathAccess.Write).With(_secret, PathAccess.Read);

    private string Look() => string.Join('\n', _folder.EnumerateFileSystemInfos("*", NotThroughLinks).Append(_folder).Append(new FileInfo("/dev/null")).OrderBy(each => each.FullName, StringComparer.Ordinal)
        .Select(each => $"{each.FullName} {each.UnixFileMode} {(each is FileInfo && each.FullName != "/dev/null" ? each.LastWriteTimeUtc : default):O}"));
}
