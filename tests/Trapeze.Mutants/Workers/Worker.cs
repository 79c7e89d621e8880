using System.Diagnostics;
using System.Text.Json;

namespace Trapeze.Mutants.Workers;

/// <summary>The process that runs the copies: it may hang or end with them, and another takes its place.</summary>
internal static class Worker
{
    internal const string Verb = "--worker";

    /// <summary>Reads requests, a line each, and answers them, a line each, until there are no more.</summary>
    internal static async Task RunAsync()
    {
        var requests = Console.In;
        var answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        CopyContext? context = null;
        IReadOnlyList<LevelOfCopy> levels = [];
        string? loaded = "";
        while (await requests.ReadLineAsync() is { } line)
        {
            var request = JsonSerializer.Deserialize<SearchRequest>(line)!;
            var load = 0.0;
            if (!string.Equals(loaded, request.Copy, StringComparison.Ordinal))
            {
                var started = Stopwatch.GetTimestamp();
                levels = [];
                context?.Unload();
                context = new CopyContext(request.Project, request.Copy);
                levels = LevelOfCopy.Of(context.Evidence);
                foreach (var each in levels)
                {
                    // No case at all, so nothing is found: what a level makes ready for any search is made here.
                    await each.SearchAsync(request with { Cases = 0 });
                }

                loaded = request.Copy;
                load = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }

            var answer = levels.FirstOrDefault(level => string.Equals(level.Name.ToString(), request.Level, StringComparison.Ordinal)) is { } level
                ? await level.SearchAsync(request)
                : new SearchAnswer(Found: false, Case: 0, Milliseconds: 0, string.Join('\n', levels.Select(level => level.Name)));
            await answers.WriteLineAsync(JsonSerializer.Serialize(answer with { LoadMilliseconds = load }));
            await answers.FlushAsync();
        }
    }
}
