using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Trapeze.Bench.Sandboxing;

/// <summary>What it costs to confine a program, by Trapeze and by others.</summary>
internal sealed class SandboxBenchmark : IBenchmark
{
    private const int Rounds = 15;
    private const int WarmUp = 500;
    private const int Threads = 4;
    private const int LaunchesOfARound = 100;

    // Whoever takes so many times as long is run once.
    private const int TooSlow = 20;
    private const int Files = 3_000;
    private const int FilesOfAFolder = 100;

    public string Name => "sandbox";

    public string Claim => "a program run bare (posix_spawn and waitpid), confined by Trapeze, and confined or watched by others, output thrown away";

    public Task RunAsync(TextWriter report)
    {
        Run("/bin/bash", Path.Combine(Folder(), "sandboxes.sh"));
        var folder = Directory.CreateTempSubdirectory("trapeze-bench-");
        try
        {
            Prepare(folder);
            var ways = Confiner.All(folder.FullName);
            foreach (var missing in Confiner.Missing)
            {
                report.WriteLine($"{missing} cannot be had on this machine");
            }

            // Until the code that launches is compiled as it stays.
            Repeat(ways[1], WarmUp);
            foreach (var work in Works(folder.FullName))
            {
                Measure(report, ways, work);
            }

            MeasureLaunches(report, [.. ways.Take(2)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return Task.CompletedTask;
    }

    // The folders that only root's rights can list are not listed without them, and find says so at its end.
    private static SandboxWork[] Works(string folder) =>
    [
        new("true", 20, 0, ["/bin/true"]),
        new("gcc -E of one file", 3, 0, ["/usr/bin/gcc", "-E", $"{folder}/one.c", "-o", $"{folder}/one.i"]),
        new("gcc -O1 -c of one file", 1, 0, ["/usr/bin/gcc", "-O1", "-c", $"{folder}/one.c", "-o", $"{folder}/one.o"]),
        new("git status of 3,000 files", 3, 0, ["/usr/bin/git", "-C", $"{folder}/tree", "status"]),
        new("tar of 3,000 files", 1, 0, ["/bin/tar", "-cf", $"{folder}/tree.tar", "-C", folder, "tree"]),
        new("find /usr, by a name that is not there", 1, 1, ["/usr/bin/find", "/usr", "-name", "no-such-name"]),
    ];

    private static void Measure(TextWriter report, IReadOnlyList<Confiner> ways, SandboxWork work)
    {
        report.WriteLine(work.What);
        var first = ways.Select(way => (Way: way, Time: TimeOf(way, work))).ToList();
        foreach (var (way, time) in first)
        {
            if (time is null)
            {
                report.WriteLine($"{way.Name} does not run it on this machine");
            }
            else if (IsTooSlow(time.Value))
            {
                report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way.Name,-44} {time.Value.TotalNanoseconds,12:N1} ns  (once)  ×{time.Value / first[0].Time!.Value:N1}"));
            }
        }

        var able = first.Where(each => each.Time is { } time && !IsTooSlow(time)).Select(each => each.Way).ToList();
        var figures = Interleaved.RunEach(report, Rounds, work.Count, [.. able.Select(way => (way.Name, Body(way)))]);
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Trapeze adds {(figures[1].Median - figures[0].Median) / 1_000_000:N2} ms"));

        bool IsTooSlow(TimeSpan time) => time > first[0].Time * TooSlow;

        Action<int> Body(Confiner way) => times =>
        {
            for (var time = 0; time < times; time++)
            {
                if (!work.IsDone(way.Run(work.Command)))
                {
                    throw new InvalidOperationException($"{way.Name} has not run {work.What} to a good end");
                }
            }
        };
    }

    // With no other sandbox between them: one after the other, and from several threads at once.
    private static void MeasureLaunches(TextWriter report, IReadOnlyList<Confiner> ways)
    {
        report.WriteLine("true, with nothing else between");
        var figures = Interleaved.RunEach(report, Rounds, LaunchesOfARound, [.. ways.Select(way => (way.Name, (Action<int>)(times => Repeat(way, times))))]);
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Trapeze adds {(figures[1].Median - figures[0].Median) / 1_000_000:N2} ms"));
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"true, from {Threads} threads at once"));
        figures = Interleaved.Run(report, Rounds, Threads * LaunchesOfARound, [.. ways.Select(way => (way.Name, (Action<int>)(times => RepeatAtOnce(way, times))))]);
        foreach (var figure in figures)
        {
            report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Name,-44} {1_000_000_000 / figure.Median,12:N0} a second"));
        }
    }

    private static void RepeatAtOnce(Confiner way, int times)
    {
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() => Repeat(way, times / Threads))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private static void Repeat(Confiner way, int times)
    {
        for (var time = 0; time < times; time++)
        {
            if (way.Run(["/bin/true"]) != 0)
            {
                throw new InvalidOperationException($"{way.Name} has not run /bin/true to a good end");
            }
        }
    }

    // Nothing if it cannot be run so.
    private static TimeSpan? TimeOf(Confiner way, SandboxWork work)
    {
        var start = Stopwatch.GetTimestamp();
        return work.IsDone(way.Run(work.Command)) ? Stopwatch.GetElapsedTime(start) : null;
    }

    private static void Prepare(DirectoryInfo folder)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "one.c"), Source());
        var tree = folder.CreateSubdirectory("tree");
        for (var file = 0; file < Files; file++)
        {
            var inner = tree.CreateSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{file / FilesOfAFolder}"));
            File.WriteAllText(Path.Combine(inner.FullName, string.Create(CultureInfo.InvariantCulture, $"{file}.txt")), new string('x', 100 + (file % 1_000)));
        }

        Run("/usr/bin/git", "-C", tree.FullName, "init", "-q");
        Run("/usr/bin/git", "-C", tree.FullName, "add", "-A");
        Run("/usr/bin/git", "-C", tree.FullName, "-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-q", "-m", "bench");
    }

    // A file as programs have them: some headers, and functions enough to be compiled for a while.
    private static string Source() => "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n" + string.Concat(Enumerable.Range(0, 60).Select(at => string.Create(
        CultureInfo.InvariantCulture,
        $"int f{at}(const char *text, int times) {{ int sum = {at}; for (int i = 0; i < times; i++) {{ sum += (int)strlen(text) * i ^ sum >> 3; if (sum % 7 == 0) printf(\"%d %s\\n\", sum, text); }} return sum; }}\n")));

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with {process.ExitCode}");
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
