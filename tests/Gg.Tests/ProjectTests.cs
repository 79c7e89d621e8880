using Gg.Graphs;

namespace Gg.Tests;

/// <summary>What a step is given of a project's folder, and that it is nothing beside it.</summary>
public sealed class ProjectTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gg-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Includes_AreFoundFromTheirSourcesFolderOn_AndInThoseOfTheFlags()
    {
        Write("src/a.c", "#include \"b.h\"\n # include <c.h>\n#include <stdio.h>\n// #include \"not.h\"\n");
        Write("src/b.h", "#include \"../top.h\"\n#include \"b.h\"\n");
        Write("include/c.h", "");
        Write("top.h", "");
        Write("c.h", "");
        Write("not.h", "");

        Assert.Equal(["include/c.h", "src/a.c", "src/b.h", "top.h"], Names("src/a.c", "-Iinclude"));
    }

    [Theory]
    [InlineData("../beside.h")]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("src/../../beside.h")]
    public void Include_ThatLeadsOutOfTheFolder_IsNotFollowed(string name)
    {
        File.WriteAllText(Path.Combine(_folder, "beside.h"), "");
        Write("a.c", $"#include \"{name}\"\n");

        Assert.Equal(["a.c"], Names("a.c"));
    }

    [Fact]
    public void Recipe_ThatNamesWhatIsNotThere_IsRefused()
    {
        Write("a.c", "");
        var missing = new Recipe { Programs = [new RecipeProgram("a", ["b.c"])] };
        var unmade = new Recipe { Programs = [new RecipeProgram("a", ["a.c"]) { Archives = ["lib.a"] }] };

        Assert.Contains("`b.c`", Assert.Throws<IOException>(() => GraphBuilder.Make(missing, Root)).Message, StringComparison.Ordinal);
        Assert.Contains("`lib.a`", Assert.Throws<IOException>(() => GraphBuilder.Make(unmade, Root)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"flag\": [] }")]
    [InlineData("null")]
    [InlineData("[")]
    public void Recipe_ThatIsNone_IsRefused(string text)
    {
        Write(Recipe.FileName, text);

        Assert.Contains(Recipe.FileName, Assert.Throws<IOException>(() => Recipe.Read(Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_StandBehindWhatTheySee()
    {
        var steps = new SmallProject(_folder).Graph().Steps;

        Assert.All(steps, step => Assert.All(step.Files.Values.OfType<StepInput.Made>(), made => Assert.True(steps.IndexOf(made.Step) < steps.IndexOf(step))));
    }

    private string Root => Path.Combine(_folder, "project");

    private IEnumerable<string> Names(string source, params string[] flags) => new Project(Root, flags).WithIncludes(source).Select(file => file.Name).Order(StringComparer.Ordinal);

    private void Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
