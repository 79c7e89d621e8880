using System.Collections.Immutable;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Launching;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>What is named of the reads that a run is refused: what it asked for outside its grants, and nothing that tells whether it is there.</summary>
[Collection(nameof(Sandbox))]
public sealed class RefusedReadTests : IDisposable
{
    private static readonly SandboxRules Naming = Usual with { Require = SandboxRequirement.Default, NamesReads = true };
    private static readonly ImmutableDictionary<Rungs, Host> Hosts = new[] { Rungs.All, Rungs.Tracing }.ToImmutableDictionary(rungs => rungs, HostWith);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-reads-");

    public static TheoryData<Rungs> Traced => [.. Hosts.Keys];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Traced))]
    public async Task Read_OutsideTheGrants_IsNamedAndRefusedAsEver(Rungs rungs)
    {
        var secret = Write("secret");
        var script = $"cat {secret}; echo $?";

        var named = await RunAsync(rungs, Sh(script), Naming);
        var unnamed = await RunAsync(rungs, Sh(script), Naming with { NamesReads = false });

        Assert.Equal([new SandboxViolation("openat", secret)], OpensOf(named));
        Assert.Equal("1\n", Text(named.Output));
        Assert.Equal((Text(unnamed.Output), Text(unnamed.Errors)), (Text(named.Output), Text(named.Errors)));
        Assert.Empty(OpensOf(unnamed));
    }

    // Whoever sees what is named, as a function sees it of its run, learns nothing of the files that others have.
    [Theory]
    [MemberData(nameof(Traced))]
    public async Task Names_AreTheSame_WhateverIsThere(Rungs rungs)
    {
        var given = _folder.CreateSubdirectory("given").FullName;
        await File.WriteAllTextAsync(Path.Combine(given, "file"), "text");
        var place = Path.Combine(_folder.FullName, "place");
        string[] paths = [place, $"{place}/", $"{place}/file", $"{place}/../place", $"{place}/../given/file", $"{given}/../place", $"{given}/no/../../place", "place", "../place", $"/usr/..{place}", $"{given}/link"];
        var script = Opening([.. paths.SelectMany(path => new[] { $"open(b'{path}', 0)", $"open(b'{path}', 0o200000)" })]);
        var rules = Naming.With(given, PathAccess.Read);
        Task<SandboxResult> LookAsync() => RunAsync(rungs, Python(script) with { WorkingFolder = given }, rules);

        var nothing = OpensOf(await LookAsync());
        Assert.Contains(new SandboxViolation("open", place), nothing);
        Action[] worlds =
        [
            () => File.WriteAllText(place, "secret"),
            () => Directory.CreateDirectory(place),
            () => File.WriteAllText(Path.Combine(Directory.CreateDirectory(place).FullName, "file"), "secret"),
            () => File.CreateSymbolicLink(place, given),
            () => File.CreateSymbolicLink(place, "/etc/passwd"),
            () => File.CreateSymbolicLink(place, "nowhere"),
            () => File.CreateSymbolicLink(place, "place"),
            () => File.WriteAllText(Path.Combine(given, "place"), "mine"),
            () => File.CreateSymbolicLink(Path.Combine(given, "link"), Write("secret")),
        ];
        foreach (var make in worlds)
        {
            make();

            Assert.Equal(nothing, OpensOf(await LookAsync()));

            Remove(place);
            Remove(Path.Combine(given, "place"));
        }
    }

    [Fact]
    public async Task Names_AreOfEveryWayToOpenAndToSayWhere()
    {
        var (given, outside) = (_folder.CreateSubdirectory("given").FullName, Path.Combine(_folder.FullName, "outside"));
        _folder.CreateSubdirectory("given/inner");
        var script = Opening($"open(b'{outside}', 0)", $"openat(-100, b'{outside}', 0)", "open(b'../outside', 0)", "openat(-100, b'inner/../.././/outside', 0)", $"openat(os.open('{given}/inner', 0), b'../../outside', 0)", $"open(b'{outside}', 2)");

        var result = await RunAsync(Rungs.All, Python(script) with { WorkingFolder = given }, Naming.With(given, PathAccess.Read));

        Assert.Equal(new[] { "open", "openat", "open", "openat", "openat", "open" }.Select(call => new SandboxViolation(call, outside)), OpensOf(result));
    }

    // In a folder that is none, whatever is opened is nowhere.
    [Fact]
    public async Task Names_AreNotOfWhatReadsNothing()
    {
        var outside = Path.Combine(_folder.FullName, "outside");
        var script = Opening($"open(b'{outside}', 0o10000000)", "openat(os.pipe()[0], b'outside', 0)", "openat(-1, b'outside', 0)", "open(b'', 0)", "open(0, 0)");

        Assert.Empty(OpensOf(await RunAsync(Rungs.All, Python(script), Naming)));
    }

    [Fact]
    public async Task Names_AreNotOfWhatIsGranted()
    {
        var (folder, file) = (_folder.CreateSubdirectory("folder").FullName, Write("file"));
        await File.WriteAllTextAsync(Path.Combine(folder, "inner"), "inner ");
        var (link, program) = (Path.Combine(_folder.FullName, "link"), Write("program"));
        File.CreateSymbolicLink(link, folder);
        var rules = Naming.With($"{link}/", PathAccess.Read).With(file, PathAccess.Read).With(program, PathAccess.Execute);

        var result = await RunAsync(Rungs.All, Sh($"cat {link}/inner {folder}/inner {file} {program}; cat {folder}/missing"), rules);

        Assert.Equal("inner inner file program", Text(result.Output).Replace("file", "file ", StringComparison.Ordinal));
        Assert.Empty(OpensOf(result));
    }

    [Theory]
    [MemberData(nameof(Traced))]
    public async Task Names_AreNotOfTheFolderForTemporaryFiles(Rungs rungs)
    {
        var result = await RunAsync(rungs, Sh("echo text > $TMPDIR/file; cat $TMPDIR/file; cat $TMPDIR/missing"), Naming with { Temporary = new TemporaryFolder() });

        Assert.Equal("text\n", Text(result.Output));
        Assert.Empty(OpensOf(result));
    }

    [Fact]
    public async Task Names_AreNotOfTheSystemsFolders()
    {
        string[] folders = ["/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin", "/etc", "/proc", "/sys", "/dev"];
        var inside = Opening([.. folders.SelectMany(folder => new[] { $"open(b'{folder}', 0)", $"open(b'{folder}/no-such/file', 0)" })]);
        var beside = Opening([.. folders.Select(folder => $"open(b'{folder}-not/file', 0)"), "open(b'/', 0)", "open(b'/root/file', 0)", "open(b'/tmp', 0)"]);

        Assert.Empty(OpensOf(await RunAsync(Rungs.All, Python(inside), Naming)));
        Assert.Equal([.. folders.Select(folder => $"{folder}-not/file"), "/", "/root/file", "/tmp"], OpensOf(await RunAsync(Rungs.All, Python(beside), Naming)).Select(violation => violation.Path));
    }

    [Fact]
    public async Task File_ThatMayOnlyBeWritten_IsNamedIfItIsRead()
    {
        var file = Write("file");
        var script = Opening($"open(b'{file}', 0)", $"open(b'{file}', 1)", $"open(b'{file}', 2)");
        var rules = Naming.With(file, PathAccess.Write);

        var named = await RunAsync(Rungs.All, Python(script), rules);
        var unnamed = await RunAsync(Rungs.All, Python(script), rules with { NamesReads = false });
        var listed = await RunAsync(Rungs.All, Python(script), rules with { NamesReads = false, ListsPaths = true });

        Assert.Equal([new SandboxViolation("open", file), new SandboxViolation("open", file)], OpensOf(named));
        Assert.Empty(OpensOf(unnamed));
        Assert.Empty(OpensOf(listed));
    }

    [Fact]
    public async Task Names_BesideAListOfPaths_AreTheSame()
    {
        var secret = Write("secret");

        var result = await RunAsync(Rungs.All, Sh($"cat {secret}"), Naming with { ListsPaths = true });

        Assert.Equal([new SandboxViolation("openat", secret)], OpensOf(result));
        Assert.Contains(new PathGrant(secret, PathAccess.Read), result.Asked.Select(asked => asked with { Access = asked.Access & PathAccess.Read }));
    }

    [Fact]
    public async Task Run_ThatNobodyTraces_IsNotBegun()
    {
        var result = await new Launch(HostWith(Rungs.Namespaces), Sh("exit 0"), Naming with { Require = WeakerSandbox.WithoutTracing }).RunAsync(CancellationToken.None);

        Assert.Equal((SandboxEnd.NotStarted, "only a tracer can name the reads that a program is refused, and there is none on this machine"), (result.End, result.Problem));
    }

    private static Task<SandboxResult> RunAsync(Rungs rungs, SandboxCommand command, SandboxRules rules) => new Launch(Hosts[rungs], command, rules).RunAsync(CancellationToken.None);

    // Python asks for sockets, too.
    private static List<SandboxViolation> OpensOf(SandboxResult result) => [.. result.Violations.Where(violation => violation.Call is "open" or "openat")];

    // Isolated: it looks for modules in the system's folders alone.
    private static SandboxCommand Python(string script) => new("/usr/bin/python3") { Arguments = ["-I", "-c", script] };

    private static string Opening(params IEnumerable<string> calls) =>
        $"import ctypes, os\nlibc = ctypes.CDLL(None)\ndef open(*words): libc.syscall({Call.Open}, *words)\ndef openat(*words): libc.syscall({Call.OpenAt}, *words)\n{string.Join('\n', calls)}";

    private static void Remove(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private string Write(string name)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, name);
        return file;
    }
}
