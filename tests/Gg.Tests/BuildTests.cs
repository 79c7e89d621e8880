using Gg.Blobs;
using Gg.Graphs;

namespace Gg.Tests;

/// <summary>What is built, what is run for it, and what is not run again.</summary>
public sealed class BuildTests : IAsyncLifetime
{
    private Workshop _workshop = null!;
    private SmallProject _project = null!;

    public async Task InitializeAsync()
    {
        _workshop = await Workshop.OpenAsync();
        _project = new SmallProject(_workshop.Room("ann"));
    }

    public async Task DisposeAsync() => await _workshop.DisposeAsync();

    [CompilerFact]
    public async Task Build_MakesWhatTheCompilerMakes_ToTheByte_AndItRuns()
    {
        var graph = _project.Graph();

        var built = await _workshop.BuildAsync("ann", graph);

        string[] flags = [.. SmallProject.Usual.Flags];
        var bare = _project.Folder;
        foreach (var name in new[] { "greet", "sum", "main" })
        {
            Bare.Say("/usr/bin/gcc", [.. flags, "-c", "-o", name + ".o", name + ".c"], bare);
        }

        Bare.Say("/usr/bin/ar", ["rcsD", "libwords.a", "greet.o", "sum.o"], bare);
        Bare.Say("/usr/bin/gcc", [.. flags, "-o", "main", "main.o", "libwords.a", "-lm"], bare);
        foreach (var step in graph.Steps.Where(step => step.Kind is StepKind.Compile or StepKind.Archive or StepKind.Link))
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(bare, step.Output)), await _workshop.FetchAsync("ann", built.Result.Outputs[step]));
        }

        Assert.Equal("hello, world: 42\n", await _workshop.OutputAsync("ann", built, graph.Checks.Single()));
        Assert.Equal(graph.Steps.Length, built.Result.Run);
        Assert.Equal(graph.Steps.Select(step => step.ToString()).Order(StringComparer.Ordinal), built.Told.Run);
        Assert.Equal(Enumerable.Range(1, graph.Steps.Length), built.Told.Ends.Select(end => end.Done).Order());
    }

    [CompilerFact]
    public async Task Build_Again_RunsNothing_NotEvenBehindARestart()
    {
        var first = await _workshop.BuildAsync("ann", _project.Graph());
        await _workshop.RestartAsync();

        var graph = _project.Graph();
        var again = await _workshop.BuildAsync("ann", graph);

        Assert.Equal(0, again.Result.Run);
        Assert.Empty(again.Told.Run);
        Assert.Equal(graph.Steps.Length, again.Told.Ends.Count);
        Assert.Equal(first.Result.Outputs.Values.Select(hash => hash.Text).Order(StringComparer.Ordinal), again.Result.Outputs.Values.Select(hash => hash.Text).Order(StringComparer.Ordinal));
    }

    [CompilerFact]
    public async Task Build_WithAnIncludeChanged_RunsWhatDependsOnItAlone()
    {
        await _workshop.BuildAsync("ann", _project.Graph());
        _project.Write("include/greeting.h", "#define GREETING \"good day\"\n");

        var graph = _project.Graph();
        var again = await _workshop.BuildAsync("ann", graph);

        Assert.Equal(["archive libwords.a", "check main world", "compile greet.c", "link main", "preprocess greet.c"], again.Told.Run);
        Assert.Equal("good day, world: 42\n", await _workshop.OutputAsync("ann", again, graph.Checks.Single()));
    }

    [CompilerFact]
    public async Task Build_WithNothingChangedBehindThePreprocessor_StopsThere()
    {
        await _workshop.BuildAsync("ann", _project.Graph());
        _project.Write("include/greeting.h", "#define GREETING \"hello\" /* to you */\n");

        Assert.Equal(["preprocess greet.c"], (await _workshop.BuildAsync("ann", _project.Graph())).Told.Run);
    }

    [CompilerFact]
    public async Task Build_WithOtherFlags_RunsAgain()
    {
        await _workshop.BuildAsync("ann", _project.Graph());
        _project.WriteRecipe(SmallProject.Usual with { Flags = [.. SmallProject.Usual.Flags, "-DOTHER"] });

        var graph = _project.Graph();
        Assert.Equal(graph.Steps.Length - 2, (await _workshop.BuildAsync("ann", graph)).Result.Run);
    }

    [CompilerFact]
    public async Task Build_SourceThatDoesNotCompile_SaysWhat_AndIsNotRemembered()
    {
        _project.Write("sum.c", "#include \"words.h\"\nint sum(int a, int b) { return a + c; }\n");

        for (var i = 0; i < 2; i++)
        {
            var failure = await _workshop.FailAsync("ann", _project.Graph());
            Assert.Equal("compile sum.c failed", failure.Message);
            Assert.Contains("sum.c:2:", failure.Answer.Messages, StringComparison.Ordinal);
            Assert.EndsWith("it exited with 1\n", failure.Answer.Messages, StringComparison.Ordinal);
            Assert.Empty(failure.Answer.Refused);
        }
    }

    [CompilerFact]
    public async Task Build_CheckThatFails_Fails()
    {
        _project.Write("main.c", "int main(void) { return 7; }\n");

        var failure = await _workshop.FailAsync("ann", _project.Graph());

        Assert.Equal(("check main world failed", "it exited with 7\n"), (failure.Message, failure.Answer.Messages));
    }

    [CompilerFact]
    public async Task Build_CompilerOfOnesOwn_Compiles()
    {
        _project.Write("cc.sh", "#!/usr/bin/sh\nexec /usr/bin/gcc -DGREETED=1 \"$@\"\n");
        _project.Write("main.c", "#include \"words.h\"\nint main(void) { return GREETED - 1; }\n");
        _project.WriteRecipe(SmallProject.Usual with { Compiler = ["cc.sh"] });

        Assert.Equal(9, (await _workshop.BuildAsync("ann", _project.Graph())).Result.Run);
    }

    [CompilerFact]
    public async Task Build_ToolThatMakesNothing_Fails()
    {
        _project.Write("cc.sh", "#!/usr/bin/sh\nexit 0\n");
        _project.WriteRecipe(SmallProject.Usual with { Compiler = ["cc.sh"] });

        Assert.StartsWith("it made no `", (await _workshop.FailAsync("ann", _project.Graph())).Answer.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData(3_000_001)]
    public async Task Blob_OfAnySize_ComesBack(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var source = new Source("blob", content);
        using var functions = _workshop.Host.ClientOf("ann");

        await functions.KeepAsync(source, CancellationToken.None);

        Assert.Equal(content, await functions.FetchAsync(source.Hash, CancellationToken.None));
    }

    [Fact]
    public async Task Blob_UnderAnotherHash_IsNotKept()
    {
        var hash = BlobHash.Of("one"u8);
        using var http = new HttpClient { BaseAddress = _workshop.Host.Address };
        using var content = new ByteArrayContent("another"u8.ToArray());

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await http.PutAsync(new Uri($"blobs/{hash}", UriKind.Relative), content)).StatusCode);
        Assert.False(await _workshop.HasAsync(null, hash));
    }
}
