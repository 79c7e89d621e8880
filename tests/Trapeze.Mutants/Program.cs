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
    await Worker.RunAsync();
    return 0;
}

var options = Options.Of(args);
var root = Root();
var chosen = MutantRegistry.All.Where(mutant => options.Filters.Count == 0
    || options.Filters.Exists(filter => mutant.Id.Contains(filter, StringComparison.Ordinal) || mutant.File.Contains(filter, StringComparison.Ordinal))).ToList();

var folder = Directory.CreateTempSubdirectory("trapeze-mutants-").FullName;
try
{
    var started = Stopwatch.GetTimestamp();
    if (!await CompileAsync())
    {
        return 1;
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{chosen.Count} copies compiled in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s ({Stopwatch.GetElapsedTime(started).TotalMilliseconds / Math.Max(1, chosen.Count):0} ms each)"));
    return options.OnlyCompiles || await HuntAsync() ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

string CopyOf(Mutant mutant) => Path.Combine(folder, $"{mutant.Id}.dll");

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
                File.WriteAllBytes(CopyOf(mutant), project.Emit(mutant));
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
    using var hunt = new Hunt(options);
    var clean = true;
    foreach (var built in await hunt.RunBuiltAsync())
    {
        Console.WriteLine($"what was built, {built.Level}: {(built.Answer.Found ? built.Answer.Text : "nothing is found")}");
        clean &= !built.Answer.Found;
    }

    var verdicts = new List<Verdict>();
    foreach (var mutant in chosen)
    {
        var verdict = await hunt.RunAsync(mutant, CopyOf(mutant));
        verdicts.Add(verdict);
        Console.WriteLine(ResultTable.Line(verdict, hunt.Folders));
        foreach (var level in verdict.Levels.Where(level => options.Tells && level.Answer.Found))
        {
            Console.WriteLine($"    {level.Level}: {level.Answer.Text.ReplaceLineEndings("\n        ")}");
        }
    }

    var summary = new Summary(verdicts);
    Console.WriteLine();
    Console.Write(summary);
    if (options.Writes)
    {
        await File.WriteAllTextAsync(Path.Combine(root, "tests", "Trapeze.Mutants", "results.md"), ResultTable.Page(verdicts, hunt.Folders, summary));
    }

    return clean && summary.Holds;
}
