using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Trapeze.Evidence.BlackBox.App;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>Two applications and the pairs that are run at them, one run at each.</summary>
internal sealed partial class Epoch : IAsyncDisposable
{
    private readonly HostileApp _one;
    private readonly HostileApp _other;
    private readonly ConcurrentQueue<(Pair Pair, PairRun One, PairRun Other)> _pairs = new();

    private Epoch(HostileApp one, HostileApp other) => (_one, _other) = (one, other);

    internal static async Task<Epoch> StartAsync(bool isTight, bool isInLambda, Tokens tokens, Receiver outside)
    {
        // Two servers more are on the way of each request there, in processes that share this machine with the test's own.
        var settings = (isTight ? new HostileSettings { HiddenRunsPerLabel = 3, EventsPerLabel = 2 } : new HostileSettings()) with
        {
            IsInLambda = isInLambda,
            Deadline = isInLambda ? TimeSpan.FromMinutes(1) : new HostileSettings().Deadline,
        };
        var apps = await Task.WhenAll(HostileApp.StartAsync(settings, tokens, outside), HostileApp.StartAsync(settings, tokens, outside));
        return new Epoch(apps[0], apps[1]);
    }

    /// <summary>Runs the pair in the tables of <paramref name="slot"/>; what is wrong with it, if anything is.</summary>
    internal async Task<string?> RunAsync(Pair pair, int slot, Census census)
    {
        var one = new PairRun(_one, pair, pair.One, new PairBook(pair.Id, slot, pair.Observer));
        var other = new PairRun(_other, pair, pair.Other, new PairBook(pair.Id, slot, pair.Observer));
        _pairs.Enqueue((pair, one, other));
        var transcripts = await Task.WhenAll(one.RunAsync(), other.RunAsync());
        census.Add(pair, transcripts[0], transcripts[1]);
        return transcripts[0].Against(transcripts[1]) ?? transcripts.SelectMany(transcript => transcript.Complaints).FirstOrDefault();
    }

    /// <summary>
    /// Lets every pair's observer look once more, ends both applications, and compares what they saw in the end, what hidden parts did after the last visible request
    /// included; then lines that name no pair, and the audit log as an observer may read it.
    /// </summary>
    internal async Task<string?> EndAsync(PairKind kind, string observer)
    {
        await Parallel.ForEachAsync(_pairs.SelectMany(each => new[] { each.One, each.Other }), async (run, _) => await run.ReadLateAsync());
        var lines = new[] { Unnamed(_one), Unnamed(_other) };
        await Task.WhenAll(_one.StopAsync(), _other.StopAsync());
        foreach (var (pair, one, other) in _pairs)
        {
            var (left, right) = (one.Late(), other.Late());
            if ((left.Against(right) ?? left.Complaints.Concat(right.Complaints).FirstOrDefault()) is { } seen)
            {
                return $"in the end, {seen}\n{pair}";
            }
        }

        var log = kind == PairKind.Public ? null : Difference("log lines that name no pair", lines[0], lines[1]);
        return log ?? Difference("audit records", Audit(_one, observer), Audit(_other, observer));
    }

    // Pairs run at once, so that their order is nobody's.
    private static List<string> Unnamed(HostileApp app) =>
        [.. app.Observed.Lines.Where(line => !Named().IsMatch(line)).Order(StringComparer.Ordinal)];

    private static List<string> Audit(HostileApp app, string observer) =>
    [
        .. app.Audit(app.Order.Parse(observer))
            .GroupBy(entry => entry.Activation, StringComparer.Ordinal)
            .Select(activation => string.Join("; ", activation.Select(entry => $"{entry.Function} {entry.Rule} {entry.Reason} {entry.Label} {entry.Subject} {entry.Target} {entry.Sink}")))
            .Order(StringComparer.Ordinal),
    ];

    private static string? Difference(string what, List<string> one, List<string> other)
    {
        for (var i = 0; i < Math.Max(one.Count, other.Count); i++)
        {
            if (i >= one.Count || i >= other.Count || !string.Equals(one[i], other[i], StringComparison.Ordinal))
            {
                return $"{what} ({one.Count} and {other.Count}):\n  one run: {one.ElementAtOrDefault(i)}\n  the other run: {other.ElementAtOrDefault(i)}";
            }
        }

        return null;
    }

    [GeneratedRegex("\\bp[0-9]+[ -]", RegexOptions.None, 1_000)]
    private static partial Regex Named();

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, one, other) in _pairs)
        {
            await one.DisposeAsync();
            await other.DisposeAsync();
        }

        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }
}
