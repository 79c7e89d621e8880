using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>What a run sees of the file system.</summary>
[Collection(nameof(Sandbox))]
public sealed class ViewTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-view-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Grant_ThatIsALink_IsWhatItLeadsToWhenLaunched()
    {
        var (first, second, link) = (Write("first"), Write("second"), Path.Combine(_folder.FullName, "link"));
        var rules = Usual.With(link, PathAccess.Read);
        File.CreateSymbolicLink(link, first);

        var before = await ShAsync($"cat {link}", rules);
        File.Delete(link);
        File.CreateSymbolicLink(link, second);
        var after = await ShAsync($"cat {link}; cat {first}", rules);

        Assert.Equal(("first", "second"), (Text(before.Output), Text(after.Output)));
    }

    [Fact]
    public async Task Grant_OverSeveralLinks_IsFoundByItsOwnName()
    {
        var target = _folder.CreateSubdirectory("target");
        await File.WriteAllTextAsync(Path.Combine(target.FullName, "file"), "text");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "one"), "target");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "two"), Path.Combine(_folder.FullName, "one"));
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "three"), $"./../{_folder.Name}/two");

        var result = await ShAsync($"cat {_folder.FullName}/three/file {_folder.FullName}/target/file", Usual.With(Path.Combine(_folder.FullName, "three"), PathAccess.Read));

        Assert.Equal((0, "texttext"), (result.ExitCode, Text(result.Output)));
    }

    [Fact]
    public async Task Grant_WithinAnother_CanBeWrittenAlone()
    {
        var inner = _folder.CreateSubdirectory("outer").CreateSubdirectory("inner");
        var rules = Usual.With(inner.Parent!.FullName, PathAccess.Read).With(inner.FullName, PathAccess.Read | PathAccess.Write);

        var result = await ShAsync($"echo text > {inner}/file && cat {inner}/file; echo text > {inner.Parent}/file", rules);

        Assert.Equal("text\n", Text(result.Output));
        Assert.False(File.Exists(Path.Combine(inner.Parent.FullName, "file")));
    }

    [Fact]
    public async Task Grant_OfTheSamePathTwice_IsBoth()
    {
        var file = Write("file");

        var result = await ShAsync($"cat {file}; echo more > {file}; cat {file}", Usual.With(file, PathAccess.Read).With(file, PathAccess.Write));

        Assert.Equal("filemore\n", Text(result.Output));
    }

    [Fact]
    public async Task Grant_WhoseFolderWasMadeAnew_IsTheNewOne()
    {
        var folder = _folder.CreateSubdirectory("folder");
        var rules = Usual.With(folder.FullName, PathAccess.Read);
        for (var each = 0; each < 5; each++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "file"), $"{each}");

            Assert.Equal($"{each}", Text((await ShAsync($"cat {folder}/file", rules)).Output));

            folder.Delete(recursive: true);
            folder.Create();
        }
    }

    [Fact]
    public async Task Grant_OfEverything_ShowsEverything()
    {
        var file = Write("file");

        var result = await ShAsync($"cat {file}; echo more > {file}", new SandboxRules { Require = Usual.Require, Paths = [new PathGrant("/", PathAccess.Read | PathAccess.Execute)] });

        Assert.Equal((2, "file"), (result.ExitCode, Text(result.Output)));
        Assert.Equal("file", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Grants_OfMorePathsThanAreKept_AreAllRight()
    {
        for (var each = 0; each < 70; each++)
        {
            var file = Write($"file{each}");

            Assert.Equal($"file{each}", Text((await ShAsync($"cat {file}", Usual.With(file, PathAccess.Read))).Output));
        }
    }

    [Fact]
    public async Task Grants_OfManyRunsAtOnce_AreTheirOwn()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(each => Task.Run(async () =>
        {
            var file = Write($"file{each % 5}");
            return (each, Text: Text((await ShAsync($"for i in 0 1 2 3 4; do cat {_folder}/file$i; done", Usual.With(file, PathAccess.Read))).Output));
        })));

        Assert.All(results, result => Assert.Equal($"file{result.each % 5}", result.Text));
    }

    [Fact]
    public async Task Program_OutsideTheGrants_IsNotStartedAndTheMessageSaysWhatToGrant()
    {
        var program = Path.Combine(_folder.FullName, "program");
        File.Copy("/usr/bin/true", program);

        var result = await RunAsync(new SandboxCommand(program), Usual);

        Assert.Equal(Results.SandboxEnd.NotStarted, result.End);
        Assert.Contains(IsInNamespaces ? "ENOENT" : "EACCES", result.Problem, StringComparison.Ordinal);
        Assert.Equal(IsInNamespaces, result.Problem!.Contains("what is not granted is not there", StringComparison.Ordinal));
    }

    private string Write(string name)
    {
        var file = Path.Combine(_folder.FullName, name);
        if (!File.Exists(file))
        {
            File.WriteAllText(file, name);
        }

        return file;
    }
}
