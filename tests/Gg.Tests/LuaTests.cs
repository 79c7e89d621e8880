using Gg.Blobs;
using Gg.Graphs;

namespace Gg.Tests;

/// <summary>A real project, as its own Makefile builds it.</summary>
public sealed class LuaTests
{
    // Less optimised: the same, sooner.
    private const string Flag = "-O1";

    [LuaFact]
    public async Task Lua_IsWhatItsMakefileMakes_ToTheByte_AndWorks()
    {
        await using var workshop = await Workshop.OpenAsync();
        var recipe = Recipe.Read(LuaSources.Folder);
        var graph = GraphBuilder.Make(recipe with { Flags = [.. recipe.Flags, Flag] }, LuaSources.Folder);

        var built = await workshop.BuildAsync("ann", graph);

        Assert.Equal((72, 72), (graph.Steps.Length, built.Result.Run));
        Assert.Equal("26 things hold of Lua 5.4\n", await workshop.OutputAsync("ann", built, graph.Checks.Single()));
        Assert.Equal(0, (await workshop.BuildAsync("ann", graph)).Result.Run);

        var bare = workshop.Room("bare");
        Bare.Say("/usr/bin/cp", ["-r", LuaSources.Folder + "/.", bare], bare);
        Bare.Say("/usr/bin/make", ["-j2", "linux", $"MYCFLAGS={Flag}"], bare);
        foreach (var step in graph.Steps.Where(step => step.Kind is StepKind.Compile or StepKind.Archive or StepKind.Link))
        {
            Assert.Equal(BlobHash.Of(await File.ReadAllBytesAsync(Path.Combine(bare, step.Output))), built.Result.Outputs[step]);
        }
    }
}
