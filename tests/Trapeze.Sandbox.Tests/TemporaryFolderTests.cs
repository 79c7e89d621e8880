using System.Globalization;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Temporary;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>The folder for temporary files that a run has for itself, and what becomes of it.</summary>
[Collection(nameof(Sandbox))]
public sealed class TemporaryFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-temporary-");

    private static SandboxRules WithTemporary { get; } = Usual with { Temporary = new TemporaryFolder() };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Folder_IsEmptyAndCanBeUsed()
    {
        var result = await ShAsync("ls -A $TMPDIR; mkdir $TMPDIR/a; echo text > $TMPDIR/a/b; mv $TMPDIR/a $TMPDIR/c; cat $TMPDIR/c/b; rm -r $TMPDIR/c; ls -A $TMPDIR", WithTemporary);

        Assert.Equal((0, "text\n"), (result.ExitCode, Text(result.Output)));
        Assert.Empty(result.Violations.Where(violation => violation.Path is not null));
    }

    [Fact]
    public async Task Folder_IsTheSystemsOneInNamespaces()
    {
        var result = await ShAsync("echo $TMPDIR", WithTemporary);

        Assert.Equal(IsInNamespaces, Text(result.Output) == "/tmp\n");
    }

    [Fact]
    public async Task Folder_OfAnotherRun_IsNotSeen()
    {
        await ShAsync("echo a secret > $TMPDIR/left", WithTemporary);

        var result = await ShAsync("cat $TMPDIR/left; cat /tmp/*/left", WithTemporary);

        Assert.Equal("", Text(result.Output));
    }

    [Fact]
    public async Task Folder_ThatIsNotAskedFor_IsNotThere()
    {
        var result = await ShAsync("echo $TMPDIR; echo text > /tmp/file");

        Assert.Equal((2, "\n"), (result.ExitCode, Text(result.Output)));
    }

    [Fact]
    public async Task Folder_ThatIsGrantedWithin_IsThereToo()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "file"), "text");

        var result = await ShAsync($"cat {_folder.FullName}/file; echo more > {_folder.FullName}/other", WithTemporary.With(_folder.FullName, PathAccess.Read | PathAccess.Write));

        Assert.Equal((0, "text"), (result.ExitCode, Text(result.Output)));
        Assert.Equal("more\n", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "other")));
    }

    [Fact]
    public async Task Folder_InMemory_IsBounded()
    {
        var result = await ShAsync("head -c 3000000 /dev/zero > $TMPDIR/file", (Usual with { Temporary = new TemporaryFolder { Size = 1 << 20 } }).With("/dev/zero", PathAccess.Read));

        Assert.Equal(IsInNamespaces ? 1 : 0, result.ExitCode);
    }

    [Fact]
    public async Task Folder_ThatTheCommandNamesOtherwise_KeepsItsName()
    {
        var result = await RunAsync(Sh("echo $TMPDIR") with { Environment = Sh("").Environment.Add("TMPDIR", "/elsewhere") }, WithTemporary);

        Assert.Equal("/elsewhere\n", Text(result.Output));
    }

    [Fact]
    public async Task Folder_IsGoneAfterwards_WhateverIsInIt()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "kept"), "text");
        var result = await PythonAsync($$"""
            import os
            top = os.environ['TMPDIR']
            os.umask(0o777)
            os.symlink('{{_folder.FullName}}', f'{top}/link')
            os.symlink('{{_folder.FullName}}/kept', f'{top}/file-link')
            os.mkdir(f'{top}/closed', 0o700)
            os.umask(0)
            os.mkdir(f'{top}/odd')
            for name in [b'\xff\xfe', b'-rf', b'a\nb', b' ', b'x' * 255, b'...']:
                os.mkdir(os.path.join(os.fsencode(top), b'odd', name))
                open(os.path.join(os.fsencode(top), b'odd', name, name), 'w').close()
            os.mkfifo(f'{top}/pipe')
            os.chdir(top)
            for depth in range(3000):
                os.mkdir('deep-deep-deep-deep')
                os.chdir('deep-deep-deep-deep')
            os.mkdir('end', 0)
            print(top, end='')
            """, WithTemporary);

        Assert.Equal((0, ""), (result.ExitCode, Text(result.Errors)));
        Assert.Equal(IsInNamespaces, Text(result.Output) == "/tmp");
        Assert.True(IsInNamespaces || !Directory.Exists(Text(result.Output)));
        Assert.Equal("text", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "kept")));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Remove_FoldersThatNobodyMayEnter_RemovesThem()
    {
        var top = _folder.CreateSubdirectory("top");
        var closed = top.CreateSubdirectory("closed").CreateSubdirectory("inner").CreateSubdirectory("innermost");
        for (var folder = closed; folder.FullName != _folder.FullName; folder = folder.Parent!)
        {
            File.SetUnixFileMode(folder.FullName, UnixFileMode.None);
        }

        FolderRemoval.Remove(top.FullName);

        Assert.False(top.Exists && Directory.Exists(top.FullName));
    }

    [Fact]
    public void Remove_WhatIsALink_FollowsItNot()
    {
        var target = _folder.CreateSubdirectory("target").CreateSubdirectory("inner");
        var link = Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"link{1}"));
        File.CreateSymbolicLink(link, target.Parent!.FullName);

        Assert.Throws<Kernel.KernelException>(() => FolderRemoval.Remove(link));

        Assert.True(Directory.Exists(target.FullName));
    }
}
