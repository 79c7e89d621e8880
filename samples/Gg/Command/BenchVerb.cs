using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Gg.Building;
using Gg.Graphs;
using Gg.Hosting;
using Gg.Measuring;
using Trapeze.Shim.Composition;

namespace Gg.Command;

/// <summary>Builds Lua in several ways, one after the other in each round, and tells how much longer each takes than its own Makefile.</summary>
[SupportedOSPlatform("linux")]
public static class BenchVerb
{
    private const string Gg = "gg build";

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(GgOptions options, TextWriter output, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = Directory.CreateTempSubdirectory("gg-bench-").FullName;
        try
        {
            await using var host = await GgHost.StartAsync(Path.Combine(folder, "host"), TimeProvider.System);
            var ways = Ways(options, new Commands(host.Services.GetFlowPolicy()));
            var times = ways.ToDictionary(way => way.Name, _ => new List<double>());

            // The first round is for the file cache, and for code that has to be compiled.
            for (var round = 0; round <= options.Rounds; round++)
            {
                foreach (var way in ways)
                {
                    var place = Directory.CreateDirectory(Path.Combine(folder, "place")).FullName;
                    var begun = Stopwatch.GetTimestamp();
                    await way.BuildAsync(place, cancellation);
                    var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
                    Directory.Delete(place, recursive: true);
                    if (round > 0)
                    {
                        times[way.Name].Add(seconds);
                    }
                }

                await output.WriteLineAsync(round == 0 ? "warm" : string.Create(CultureInfo.InvariantCulture, $"round {round}: {string.Join(", ", times.Select(way => $"{way.Key} {way.Value[^1]:F2} s"))}"));
            }

            await TellAsync(ways, times, output);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Way[] Ways(GgOptions options, Commands commands)
    {
        var whole = GraphBuilder.Read(options.Folder);

        // What make makes: it checks nothing.
        var graph = whole with { Steps = [.. whole.Steps.Where(step => step.Kind is not StepKind.Check)] };
        return
        [
            new("make", async (place, cancellation) =>
            {
                await RequireAsync("/usr/bin/cp", ["-r", options.Folder + "/.", place], place, cancellation);
                await RequireAsync("/usr/bin/make", [string.Create(CultureInfo.InvariantCulture, $"-j{options.Jobs}"), "linux"], place, cancellation);
            }),
            new("the steps' commands", new FolderBuild(graph, options.Jobs, Commands.RunBareAsync).BuildAsync),
            new("the same confined", new FolderBuild(graph, options.Jobs, commands.RunConfinedAsync).BuildAsync),
            new("functions and store", async (place, cancellation) =>
            {
                await using var host = await GgHost.StartAsync(place, TimeProvider.System);
                using var functions = host.ClientOf("ann");
                using var builder = new Builder(functions, options.Jobs, new ConsoleProgress(TextWriter.Null, width: null));
                await builder.BuildAsync(graph, cancellation);
            }),
            new(Gg, (place, cancellation) => RequireAsync(
                Path.Combine(AppContext.BaseDirectory, "Gg"),
                ["build", "--user", "ann", "--jobs", options.Jobs.ToString(CultureInfo.InvariantCulture), "--data", place, options.Folder],
                place,
                cancellation)),
        ];
    }

    private static async Task TellAsync(Way[] ways, Dictionary<string, List<double>> times, TextWriter output)
    {
        var make = times[ways[0].Name];
        foreach (var way in ways)
        {
            var ratios = times[way.Name].Zip(make, (time, than) => time / than).Order().ToList();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{way.Name,-20} {Median(times[way.Name].Order().ToList()),6:F2} s   ×{Median(ratios):F2} of make ({ratios[0]:F2} to {ratios[^1]:F2})"));
        }
    }

    private static double Median(List<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;

    private static async Task RequireAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken cancellation)
    {
        if (await Commands.RunAsync(program, arguments, folder, cancellation) != 0)
        {
            throw new IOException($"{program} failed");
        }
    }
}
