using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>The sandbox at length.</summary>
public sealed class SandboxVerb : IVerb
{
    /// <summary>The command.</summary>
    public const string Word = "sandbox";

    public string Name => Word;

    public string Shows => "nothing gets out of the sandbox, and nothing is left of it: race [tries] | launches [seconds] | kills [times] [seed] | fuzz [minutes] [seed] | limits [times]";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        if (arguments is [ConfiningProcess.Argument, var mark])
        {
            await ConfiningProcess.RunAsync(mark, Console.In, output);
            return true;
        }

        var seed = arguments.Count > 2 ? ulong.Parse(arguments[2], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var watch = Stopwatch.StartNew();
        var holds = arguments switch
        {
            ["race", ..] => await RaceAsync(Number(arguments, 1_000_000), output),
            ["launches", ..] => await LaunchAsync(TimeSpan.FromSeconds(Number(arguments, 60)), seed, output),
            ["kills", ..] => await KillAsync(Number(arguments, 100), seed, output),
            ["fuzz", ..] => await FuzzAsync(TimeSpan.FromMinutes(arguments.Count > 1 ? double.Parse(arguments[1], CultureInfo.InvariantCulture) : 10), seed, output),
            ["limits", ..] => await LimitAsync(Number(arguments, 5), output),
            _ => throw new ArgumentException("race, launches, kills, fuzz or limits?", nameof(arguments)),
        };
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {watch.Elapsed.TotalSeconds:f0} s"));
        return holds;
    }

    private static int Number(IReadOnlyList<string> arguments, int usual) => arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : usual;

    private static async Task<bool> RaceAsync(int tries, TextWriter output)
    {
        var bare = await PathRace.RunBareAsync(Math.Min(tries, 100_000));
        await output.WriteLineAsync($"bare:     {bare}");
        var confined = await PathRace.RunAsync(tries);
        await output.WriteLineAsync($"confined: {confined}");
        return bare.Leaked > 0 && confined.Holds;
    }

    private static async Task<bool> LaunchAsync(TimeSpan time, ulong seed, TextWriter output)
    {
        // Its own, so that nobody else's files are taken for what is left behind.
        var folder = Directory.CreateTempSubdirectory("trapeze-launches-");
        Environment.SetEnvironmentVariable("TMPDIR", folder.FullName);
        var tally = new LaunchRun(seed).Run((_, elapsed) => elapsed < time);
        await output.WriteLineAsync($"{tally}");
        folder.Delete(recursive: true);
        return tally.Complaints.Count == 0;
    }

    private static async Task<bool> KillAsync(int times, ulong seed, TextWriter output)
    {
        var tally = await new SandboxKills(seed).RunAsync(times, output.WriteLine);
        await output.WriteLineAsync($"{tally}");
        return tally.Complaints.Count == 0;
    }

    private static async Task<bool> FuzzAsync(TimeSpan time, ulong seed, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var tally = await new CallFuzz(seed).RunAsync(_ => watch.Elapsed < time);
        await output.WriteLineAsync($"{tally}");
        return tally.Complaints.Count == 0;
    }

    private static async Task<bool> LimitAsync(int times, TextWriter output)
    {
        var holds = true;
        // The first run begins later than it is asked for: it finds out what this machine has.
        await LimitTrial.All[0].RunAsync(times: 1);
        foreach (var trial in LimitTrial.All)
        {
            var tally = await trial.RunAsync(times);
            await output.WriteLineAsync($"{tally}");
            holds &= tally is { Complaints.Count: 0, IsInTime: true };
        }

        return holds;
    }
}
