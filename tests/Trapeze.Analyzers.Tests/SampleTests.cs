using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Trapeze.Analyzers.Tests.Harness;

namespace Trapeze.Analyzers.Tests;

/// <summary>The analyzer over the samples' own source, what they suppress included.</summary>
public sealed class SampleTests
{
    private static string Root { get; } = Up();

    [Fact]
    public async Task HelloRetail_HasNoWayRound() => Assert.Empty(await ReportedAsync("HelloRetail"));

    [Fact]
    public async Task Gg_LooksAtTheMachinesFiles_AndSaysWhy()
    {
        var reported = await ReportedAsync("Gg");

        Assert.NotEmpty(reported);
        Assert.All(reported, diagnostic => Assert.True(diagnostic.IsSuppressed && diagnostic.Location.SourceTree!.FilePath.EndsWith("Toolchain.cs", StringComparison.Ordinal), diagnostic.ToString()));
    }

    // Its theft is all in what goes through the guard; only the demonstration's own switch is beside it.
    [Fact]
    public async Task BadApp_HasAStage_AndSaysWhy()
    {
        var reported = await ReportedAsync("BadApp");

        Assert.Equal(["TRZ0015", "TRZ0015", "TRZ0015"], reported.Select(diagnostic => diagnostic.Id));
        Assert.All(reported, diagnostic => Assert.True(diagnostic.IsSuppressed, diagnostic.ToString()));
    }

    private static async Task<IReadOnlyList<Diagnostic>> ReportedAsync(string sample)
    {
        var compilation = Compiled.Of(Sources(sample).Select(file => (file, File.ReadAllText(file))).Append(("Usings.cs", Compiled.WebUsings)));
        return await Compiled.AnalyzeAsync(compilation);
    }

    private static IEnumerable<string> Sources(string sample) =>
        Directory.EnumerateFiles(Path.Combine(Root, "samples", sample), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Up([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
