using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>Programs that people use, at work in a folder that they may write.</summary>
[Collection(nameof(Sandbox))]
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class RealProgramTests : IDisposable
{
    private static readonly DateTime Before = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-programs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [ProgramFact("tar")]
    public async Task Tar_UnpacksModesAndTimes()
    {
        Directory.CreateDirectory(At("from/sub"));
        File.CreateSymbolicLink(At("from/sub/link"), "../file");
        Put("from/file", "text", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await MustAsync("tar -cf a.tar from && mkdir to && tar -xpf a.tar -C to && cat to/from/sub/link");

        Check("to/from/file", UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    [ProgramFact("cp")]
    public async Task Cp_Preserving_KeepsModesAndTimes()
    {
        Directory.CreateDirectory(At("from/sub"));
        Put("from/sub/file", "text", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await MustAsync("cp -p from/sub/file copy && cp -a from all");

        Check("copy", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Check("all/sub/file", UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    [ProgramFact("install", "touch", "chmod")]
    public async Task Install_Touch_Chmod_Work()
    {
        Put("file", "text", UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await MustAsync("install -d bin && install -m 500 -p file bin/file && touch -d '2001-02-03T04:05:06Z' made && chmod 500 made");

        Check("bin/file", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Check("made", UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    [ProgramFact("git")]
    public async Task Git_InitAddCommitCheckout_Work()
    {
        Put("file", "text", UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var result = await MustAsync("git init -q . && git add file && git -c user.name=A -c user.email=a@example.org commit -q -m First && rm file && git checkout -q file && git status --porcelain && git gc -q && git log --format=%s");

        Assert.Equal("First\n", Text(result.Output));
    }

    [ProgramFact("gcc", "make", "ar")]
    public async Task Make_OfASmallProject_BuildsWhatRuns()
    {
        Put("main.c", "#include <stdio.h>\nint six(void);\nint main(void) { printf(\"%d\\n\", 7 * six()); return 0; }\n");
        Put("six.c", "int six(void) { return 6; }\n");
        Put("Makefile", "CC = gcc\nall: main\nlibsix.a: six.o\n\tar rcs $@ $^\nmain: main.o libsix.a\n\t$(CC) -o $@ main.o libsix.a\n\tinstall -m 755 main installed\n");

        var built = await MustAsync("make -j2 && ./installed", PathAccess.Execute);

        Assert.EndsWith("42\n", Text(built.Output), StringComparison.Ordinal);
    }

    [ProgramFact("tar")]
    public async Task Tar_WithASetUserIdFile_IsRefusedThat()
    {
        Put("file", "text", UnixFileMode.UserRead);
        File.SetUnixFileMode(At("file"), UnixFileMode.UserRead | UnixFileMode.SetUser);
        using (var tar = Process.Start(new ProcessStartInfo("tar", ["-cf", "a.tar", "file"]) { WorkingDirectory = _folder.FullName })!)
        {
            await tar.WaitForExitAsync();
        }

        var result = await RunAsync("mkdir to && tar -xpf a.tar -C to");

        Assert.NotEqual(0, result.ExitCode);
        Assert.False(File.GetUnixFileMode(At("to/file")).HasFlag(UnixFileMode.SetUser));
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private void Put(string name, string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        File.WriteAllText(At(name), text);
        File.SetLastWriteTimeUtc(At(name), Before);
        File.SetUnixFileMode(At(name), mode);
    }

    private void Check(string name, UnixFileMode mode) => Assert.Equal((mode, Before), (File.GetUnixFileMode(At(name)), File.GetLastWriteTimeUtc(At(name))));

    private async Task<SandboxResult> MustAsync(string script, PathAccess access = PathAccess.None)
    {
        var result = await RunAsync(script, access);
        Assert.True(result.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{result.End} {result.ExitCode}: {Text(result.Errors)} {string.Join(", ", result.Violations)}"));
        return result;
    }

    private Task<SandboxResult> RunAsync(string script, PathAccess access = PathAccess.None) => Sandbox.RunAsync(
        new SandboxCommand("/bin/sh")
        {
            Arguments = ["-c", script],
            WorkingFolder = _folder.FullName,
            Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin:/bin").Add("TMPDIR", _folder.FullName).Add("HOME", _folder.FullName).Add("GIT_CONFIG_NOSYSTEM", "1"),
        },
        Usual.With("/dev/urandom", PathAccess.Read).With(_folder.FullName, PathAccess.Read | PathAccess.Write | access));
}
