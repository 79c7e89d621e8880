using System.Globalization;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>Kills, at any moment, the process that confines and traces, its zygote, or a program with children: no process survives that should not, and the next launch works.</summary>
/// <param name="seed">Where the moments come from.</param>
public sealed class SandboxKills(ulong seed)
{
    private const int MostLines = 40;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Dice _dice = Dice.Of(seed, 0);
    private readonly string _mark = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{seed}");
    private readonly SandboxKillTally _tally = new();

    /// <summary>Kills so many times, or until something is wrong.</summary>
    /// <param name="times">How often.</param>
    /// <param name="progress">Is told of each kill.</param>
    public async Task<SandboxKillTally> RunAsync(int times, Action<string>? progress = null)
    {
        var process = await ConfiningProcess.StartAsync(_mark);
        for (var kill = 0; kill < times && _tally.Complaints.Count == 0; kill++)
        {
            try
            {
                process = await KillAsync(process, kill).WaitAsync(Longest);
            }
            catch (TimeoutException)
            {
                _tally.Complain($"kill {kill}: nothing more was heard");
            }

            progress?.Invoke($"{_tally}");
        }

        process.Dispose();
        Report("the last tracer", () => Marked.All(_mark));
        return _tally;
    }

    private async Task<ConfiningProcess> KillAsync(ConfiningProcess process, int kill)
    {
        for (var lines = _dice.Next(MostLines); lines > 0; lines--)
        {
            await process.HearAsync();
        }

        // The tracer's process first: a short run of this has it too.
        switch (kill == 0 ? 0 : (kill + _dice.Next(2)) % 3)
        {
            case 0:
                await KillTracerAsync(process);
                process = await ConfiningProcess.StartAsync(_mark);
                break;
            case 1:
                KillZygote(process.Number);
                break;
            default:
                KillProgram(process.Number);
                break;
        }

        await AskAsync(process);
        return process;
    }

    private async Task KillTracerAsync(ConfiningProcess process)
    {
        var there = Marked.All(_mark).Count;
        await process.KillAsync();
        process.Dispose();
        Report("the tracer", () => Marked.All(_mark));
        _tally.Add("tracer", there);
    }

    private void KillZygote(int process)
    {
        if (ZygoteOf(process) is { } zygote)
        {
            var tree = Marked.Tree(zygote.Number);
            _ = Signals.Kill(zygote.Number);
            Report("the zygote", () => [.. tree.Where(each => each.IsAlive)]);
            _tally.Add("zygote", tree.Count);
        }
    }

    private void KillProgram(int process)
    {
        if (ZygoteOf(process) is { } zygote && Marked.Tree(zygote.Number).Where(each => each.Parent == zygote.Number).ToList() is { Count: > 0 } programs)
        {
            var tree = Marked.Tree(programs[_dice.Next(programs.Count)].Number);
            if (tree.Count > 0)
            {
                _ = Signals.Kill(tree[0].Number);
                Report("a program", () => [.. tree.Where(each => each.IsAlive)]);
                _tally.Add("program", tree.Count);
            }
        }
    }

    private async Task AskAsync(ConfiningProcess process)
    {
        var code = _dice.Next(256);
        var answer = await process.AskAsync(code);
        if (answer != code.ToString(CultureInfo.InvariantCulture))
        {
            _tally.Complain($"the next launch was to exit with {code}, and said {answer}");
        }
    }

    private void Report(string killed, Func<IReadOnlyList<Marked>> processes)
    {
        foreach (var left in Marked.LeftOf(processes))
        {
            _tally.Complain($"{killed} was killed, and {left.Number} goes on: {Marked.Read(left.Number, "cmdline").Replace('\0', ' ')}");
        }
    }

    private static Marked? ZygoteOf(int process)
    {
        var zygotes = Marked.Tree(process).Where(each => Marked.Read(each.Number, "comm").TrimEnd() == "trapeze-zygote" && each.Parent == process).ToList();
        return zygotes.Count > 0 ? zygotes[0] : null;
    }
}
