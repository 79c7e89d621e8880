using System.Collections.Immutable;
using BadApp.Hostile;
using BadApp.Rows;

namespace BadApp.Theft;

/// <summary>Starts the hostile code 64 times at once, a bit each, and collects what a visitor can see.</summary>
public sealed class Thief(Visitor visitor, IPatience patience)
{
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(60);

    /// <summary>One observation for each bit.</summary>
    public async Task<ImmutableArray<Observation>> WatchAsync(Way way, Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var signed = await SignAllAsync(way);

        // The demonstration holds the readers back until the hostile code has acted, so that they come too late for nothing.
        using (var stuck = new CancellationTokenSource(Stuck))
        {
            await stage.ActedAsync(way, Secret.Length, stuck.Token);
        }

        var log = await visitor.LogAsync();
        return [.. await Task.WhenAll(Enumerable.Range(0, Secret.Length).Select(bit => ReadAsync(way, bit, signed[bit], log)))];
    }

    /// <summary>What the thief takes each bit for; null where every observation is like every other.</summary>
    public static ImmutableArray<bool?> Guess(Way way, ImmutableArray<Observation> seen)
    {
        Func<Observation, bool> isSet = way switch
        {
            Way.Write => one => one.Line.Status == StatusCodes.Status200OK,
            Way.Loop => one => !one.Answer.IsComplete,
            Way.Crash => one => one.Answer.Status >= StatusCodes.Status500InternalServerError,
            Way.Slow => Slower([.. seen.Select(one => one.Answer.Time)]),
            Way.Log => one => one.LogLines.Length > seen.Min(other => other.LogLines.Length),
            Way.Page => one => one.Pages.Length > seen.Min(other => other.Pages.Length),
            _ => throw new ArgumentOutOfRangeException(nameof(way)),
        };
        var guesses = seen.Select(isSet).ToList();
        return [.. guesses.Select(guess => guesses.Distinct().Count() == 1 ? (bool?)null : guess)];
    }

    // The times fall into two heaps; where they part is the widest gap.
    private static Func<Observation, bool> Slower(IReadOnlyList<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        var gap = Enumerable.Range(1, sorted.Count - 1).MaxBy(i => sorted[i] - sorted[i - 1]);
        return one => one.Answer.Time >= sorted[gap];
    }

    private async Task<Reply[]> SignAllAsync(Way way)
    {
        using var enough = new CancellationTokenSource();
        var answered = 0;
        var all = Task.WhenAll(Enumerable.Range(0, Secret.Length).Select(async bit =>
        {
            var reply = await visitor.SignAsync(way, bit, enough.Token);
            Interlocked.Increment(ref answered);
            return reply;
        }));
        await patience.WaitAsync(all, () => Volatile.Read(ref answered));
        await enough.CancelAsync();
        return await all;
    }

    private async Task<Observation> ReadAsync(Way way, int bit, Reply signed, IReadOnlyList<string> log)
    {
        var name = $"[{Tables.Place(way, bit)}]";
        var lines = log.Where(line => line.Contains(name, StringComparison.Ordinal)).Select(line => line.Replace(name, "", StringComparison.Ordinal));
        return new Observation(signed, await visitor.LineAsync(way, bit), await visitor.PagesAsync(way, bit), [.. lines]);
    }
}
