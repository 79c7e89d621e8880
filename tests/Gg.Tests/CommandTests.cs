using Gg.Building;
using Gg.Command;
using Gg.Graphs;

namespace Gg.Tests;

/// <summary>What the command line means, and what the console shows.</summary>
public sealed class CommandTests
{
    [Fact]
    public void Options_AreRead()
    {
        var options = GgOptions.Parse(["build", "--user", "ann", "src", "--jobs", "4", "--to", "out", "--data", "store"], "data", out _)!;

        Assert.Equal(("build", "src", "ann", 4, "out", "store"), (options.Verb, options.Folder, options.User, options.Jobs, options.To, options.Data));
        Assert.Equal((null, 2, "data"), (GgOptions.Parse(["build", "src"], "data", out _)!.User, GgOptions.Parse(["build", "src"], "data", out _)!.Jobs, GgOptions.Parse(["build", "src"], "data", out _)!.Data));
    }

    [Theory]
    [InlineData("make src", "make")]
    [InlineData("build", "build")]
    [InlineData("build src other", "other")]
    [InlineData("build src --jobs", "--jobs")]
    [InlineData("build src --jobs 0", "--jobs")]
    [InlineData("build src --rounds 3", "--rounds")]
    [InlineData("bench src --user ann", "--user")]
    [InlineData("build src --fast", "--fast")]
    public void Options_ThatAreNone_AreNamed(string line, string offending)
    {
        Assert.Null(GgOptions.Parse(line.Split(' '), "data", out var named));
        Assert.Equal(offending, named);
    }

    [Fact]
    public void Progress_WhereSomebodyLooks_IsOneLineThatCounts()
    {
        using var output = new StringWriter();
        var progress = new ConsoleProgress(output, width: 12);
        progress.End(StepOf("a.c"), hasRun: true, done: 1, total: 3);
        progress.End(StepOf("c.c"), hasRun: false, done: 3, total: 3);
        progress.End(StepOf("b.c"), hasRun: true, done: 2, total: 3);

        Assert.Equal("\r[1/3] compi\r[3/3] compi\n", output.ToString());
    }

    [Fact]
    public void Progress_InAFile_IsALineForEachRun()
    {
        using var output = new StringWriter();
        var progress = new ConsoleProgress(output, width: null);
        progress.End(StepOf("a.c"), hasRun: true, done: 1, total: 2);
        progress.End(StepOf("b.c"), hasRun: false, done: 2, total: 2);

        Assert.Equal($"[1/2] compile a.c{Environment.NewLine}", output.ToString());
    }

    [CompilerFact]
    public async Task Build_FromTheCommandLine_TellsAndLeavesWhatWasBuilt()
    {
        await using var workshop = await Workshop.OpenAsync();
        var project = new SmallProject(workshop.Room("ann"));
        var options = new GgOptions { Verb = "build", Folder = project.Folder, User = "ann", Data = workshop.Room("store"), To = workshop.Room("out") };
        using var told = new StringWriter();
        using var errors = new StringWriter();

        Assert.Equal(0, await BuildVerb.RunAsync(options, told, errors, width: null, CancellationToken.None));
        Assert.Contains("9 steps at user(ann): 9 run, 0 as before", told.ToString(), StringComparison.Ordinal);
        Assert.Contains("main world: hello, world: 42", told.ToString(), StringComparison.Ordinal);
        Assert.Equal("hello, you: 42\n", Bare.Say(Path.Combine(options.To!, "main"), ["you"], options.To!));

        project.Write("sum.c", "#error no\n");
        Assert.Equal(1, await BuildVerb.RunAsync(options, told, errors, width: null, CancellationToken.None));
        Assert.Contains("preprocess sum.c failed", errors.ToString(), StringComparison.Ordinal);

        Assert.Equal(1, await BuildVerb.RunAsync(options with { Folder = workshop.Room("empty") }, told, errors, width: null, CancellationToken.None));
        Assert.Contains("gg.json", errors.ToString(), StringComparison.Ordinal);
    }

    private static Step StepOf(string name) => new()
    {
        Kind = StepKind.Compile,
        Name = name,
        Arguments = [],
        Files = System.Collections.Immutable.ImmutableSortedDictionary<string, StepInput>.Empty,
        Output = "o",
    };
}
