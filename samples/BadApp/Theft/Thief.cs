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
        await stage.AllActed(way).WaitAsync(Stuck);
        return await ReadAllAsync(way, signed);
    }

    /// <summary>What may be read afterwards, beside the replies that came.</summary>
    public async Task<ImmutableArray<Observation>> ReadAllAsync(Way way, IEnumerable<Reply> replies)
    {
        var log = await visitor.LogAsync();
        return [.. await Task.WhenAll(replies.Select((reply, bit) => ReadAsync(way, bit, reply, log)))];
    }

    /// <summary>What the thief takes each bit for: by what the way changes, or by the time of the reply where that is alike for all.</summary>
    public static ImmutableArray<bool> Guess(Way way, ImmutableArray<Observation> seen)
    {
        Func<Observation, int> look = way switch
        {
            Way.Write => one => one.Line.Status == StatusCodes.Status200OK ? 1 : 0,
            Way.Loop => one => one.Answer.IsComplete ? 0 : 1,
            Way.Crash => one => one.Answer.Status,
            Way.Slow => _ => 0,
            Way.Log => one => one.LogLines.Length,
            Way.Page => one => one.Pages.Length,
            _ => throw new ArgumentOutOfRangeException(nameof(way)),
        };
        var least = seen.Min(look);
        return seen.Any(one => look(one) > least) ? [.. seen.Select(one => look(one) > least)] : Slower([.. seen.Select(one => one.Answer.Time)]);
    }

    // The times fall into two heaps; where they part is the widest gap.
    private static ImmutableArray<bool> Slower(ImmutableArray<TimeSpan> times)
    {
        var sorted = times.Sort();
        var gap = Enumerable.Range(1, sorted.Length - 1).MaxBy(i => sorted[i] - sorted[i - 1]);
        return [.. times.Select(time => time >= sorted[gap])];
    }

    private async Task<Reply[]> SignAllAsync(Way way)
    {
        using var enough = new CancellationTokenSource();
        var replies = Enumerable.Range(0, Secret.Length).Select(bit => visitor.SignAsync(way, bit, enough.Token)).ToList();
        await patience.WaitAsync(way, replies);
        await enough.CancelAsync();
        return await Task.WhenAll(replies);
    }

    private async Task<Observation> ReadAsync(Way way, int bit, Reply signed, IReadOnlyList<string> log)
    {
        var name = $"[{Tables.Place(way, bit)}]";
        var lines = log.Where(line => line.Contains(name, StringComparison.Ordinal)).Select(line => line.Replace(name, "", StringComparison.Ordinal));
        return new Observation(signed, await visitor.LineAsync(way, bit), await visitor.PagesAsync(way, bit), [.. lines]);
    }
}
