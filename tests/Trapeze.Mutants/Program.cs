using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Trapeze.Mutants;
using Trapeze.Mutants.Copies;
using Trapeze.Mutants.Registry;
using Trapeze.Mutants.Results;
using Trapeze.Mutants.Workers;

if (args is [Worker.Verb])
{
    new Worker().Run();
    return 0;
}

var options = Options.Of(args);
var root = Root();
var chosen = MutantRegistry.All.Where(mutant => options.Filters.Count == 0
    || options.Filters.Exists(filter => mutant.Id.Contains(filter, StringComparison.Ordinal) || mutant.File.Contains(filter, StringComparison.Ordinal))).ToList();

// Build output like any other: a copy is made again only when something that it is made of has changed.
var folder = Directory.CreateDirectory(Path.Combine(root, "tests", "Trapeze.Mutants", "obj", "copies")).FullName;
var copies = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
var started = Stopwatch.GetTimestamp();
if (!await CompileAsync())
{
    return 1;
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chosen.Count} copies are ready after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
return options.OnlyCompiles || await HuntAsync() ? 0 : 1;

static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

async Task<bool> CompileAsync()
{
    var sound = true;
    foreach (var group in chosen.GroupBy(mutant => mutant.Folder, StringComparer.Ordinal))
    {
        var project = await ProjectCopy.ReadAsync(root, group.Key);
        Parallel.ForEach(group, mutant =>
        {
            try
            {
                var copy = Path.Combine(folder, $"{project.NameOf(mutant)}.dll");
                copies[mutant.Id] = copy;
                if (!File.Exists(copy))
                {
                    File.WriteAllBytes($"{copy}.part", project.Emit(mutant));
                    File.Move($"{copy}.part", copy, overwrite: true);
                }
            }
            catch (InvalidOperationException reason)
            {
                Console.Error.WriteLine(reason.Message);
                Volatile.Write(ref sound, false);
            }
        });
    }

    return sound;
}

async Task<bool> HuntAsync()
{
    var waiting = new ConcurrentQueue<Mutant>(chosen);
    var verdicts = new ConcurrentBag<Verdict>();
    using var first = new Hunt(options);
    var clean = true;
    foreach (var built in await first.RunBuiltAsync(chosen))
    {
        Console.WriteLine($"what was built, {built.Level}: {(built.Answer.Found ? built.Answer.Text : "nothing is found")}");
        clean &= !built.Answer.Found;
    }

    await Task.WhenAll(Enumerable.Range(1, options.Workers - 1).Select(_ => HuntBesideAsync()).Prepend(HuntAllAsync(first)));

    var rows = verdicts.OrderBy(verdict => chosen.IndexOf(verdict.Mutant)).Select(verdict => Row.Of(verdict, first.Folders)).ToList();
    var summary = new Summary(rows);
    Console.WriteLine();
    Console.Write(summary);
    if (options.Writes)
    {
        await new ResultTable(MutantRegistry.All, Path.Combine(root, "tests", "Trapeze.Mutants", "results.md")).WriteAsync(rows);
    }

    return clean && summary.Holds;

    async Task HuntBesideAsync()
    {
        using var hunt = new Hunt(options);
        await HuntAllAsync(hunt);
    }

    async Task HuntAllAsync(Hunt hunt)
    {
        while (waiting.TryDequeue(out var mutant))
        {
            var verdict = await hunt.RunAsync(mutant, copies[mutant.Id]);
            verdicts.Add(verdict);
            var told = verdict.Levels.Where(level => options.Tells && level.Answer.Found)
                .Select(level => $"\n    {level.Level}: {level.Answer.Text.ReplaceLineEndings("\n        ")}");
            Console.WriteLine(ResultTable.Line(verdict, hunt.Folders) + string.Concat(told));
        }
    }
}
