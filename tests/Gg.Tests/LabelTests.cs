using System.Collections.Immutable;
using Gg.Graphs;

namespace Gg.Tests;

/// <summary>Whose a blob is, and who learns that something was made before.</summary>
public sealed class LabelTests
{
    [CompilerFact]
    public async Task Build_OfWhatAnotherUserHasBuilt_RunsEverything_AndLooksTheSame()
    {
        Built alone;
        await using (var quiet = await Workshop.OpenAsync())
        {
            alone = await quiet.BuildAsync("bob", new SmallProject(quiet.Room("bob")).Graph());
        }

        await using var workshop = await Workshop.OpenAsync();
        await workshop.BuildAsync("ann", new SmallProject(workshop.Room("ann")).Graph());
        var behind = await workshop.BuildAsync("bob", new SmallProject(workshop.Room("bob")).Graph());

        Assert.Equal(behind.Told.Ends.Count, behind.Result.Run);
        Assert.Equal(alone.Told.Run, behind.Told.Run);
        Assert.Equal(alone.Seen, behind.Seen);
    }

    [CompilerFact]
    public async Task Build_WhileAnotherUserBuildsTheSame_LooksTheSame()
    {
        Built alone;
        await using (var quiet = await Workshop.OpenAsync())
        {
            alone = await quiet.BuildAsync("bob", new SmallProject(quiet.Room("bob")).Graph());
        }

        await using var workshop = await Workshop.OpenAsync();
        var ann = workshop.BuildAsync("ann", new SmallProject(workshop.Room("ann")).Graph());
        var beside = await workshop.BuildAsync("bob", new SmallProject(workshop.Room("bob")).Graph());
        await ann;

        Assert.Equal(alone.Told.Run, beside.Told.Run);
        Assert.Equal(alone.Seen, beside.Seen);
    }

    [CompilerFact]
    public async Task Outputs_AreTheirUsersAlone()
    {
        await using var workshop = await Workshop.OpenAsync();
        var graph = new SmallProject(workshop.Room("ann")).Graph();

        var built = await workshop.BuildAsync("ann", graph);

        foreach (var hash in graph.Sources.Select(source => source.Hash).Concat(built.Result.Outputs.Values))
        {
            Assert.True(await workshop.HasAsync("ann", hash));
            Assert.False(await workshop.HasAsync("bob", hash));
            Assert.False(await workshop.HasAsync(null, hash));
        }
    }

    [CompilerFact]
    public async Task Build_OfWhatAnybodyHasBuilt_RunsNothing_AndNotTheOtherWay()
    {
        await using var workshop = await Workshop.OpenAsync();
        var project = new SmallProject(workshop.Room("all"));
        var all = await workshop.BuildAsync(null, project.Graph());
        Assert.Equal(0, (await workshop.BuildAsync("ann", project.Graph())).Result.Run);

        project.Write("sum.c", "#include \"words.h\"\nint sum(int a, int b) { return b + a; /* mine */ }\n");
        var anns = await workshop.BuildAsync("ann", project.Graph());
        Assert.Contains("preprocess sum.c", anns.Told.Run);
        Assert.Equal(anns.Told.Run, (await workshop.BuildAsync(null, project.Graph())).Told.Run);
        Assert.Equal(all.Result.Run, all.Told.Ends.Count);
    }

    [CompilerFact]
    public async Task Step_OnAnothersBlob_FindsNone()
    {
        await using var workshop = await Workshop.OpenAsync();
        var graph = new SmallProject(workshop.Room("ann")).Graph();
        var built = await workshop.BuildAsync("ann", graph);
        using var bob = workshop.Host.ClientOf("bob");
        var compile = graph.Steps.First(step => step.Kind is StepKind.Compile);
        var input = compile.Files.Keys.Single();

        var refusals = new List<string>();
        foreach (var hash in new[] { built.Result.Outputs[graph.Steps.First(step => step.Output == input)].Text, new string('0', 64) })
        {
            var call = new Functions.Call(compile.Tool, compile.Arguments, ImmutableSortedDictionary<string, string>.Empty.Add(input, hash), compile.Output);
            refusals.Add((await Assert.ThrowsAsync<HttpRequestException>(() => bob.CallAsync(StepKind.Compile, call, CancellationToken.None))).Message);
        }

        Assert.Equal(refusals[0], refusals[1]);
        Assert.Contains("404", refusals[0], StringComparison.Ordinal);
    }
}
