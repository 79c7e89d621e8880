using System.Text.RegularExpressions;
using Trapeze.Evidence.BlackBox.App;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>Two applications and the pairs that are run at them, one run at each.</summary>
internal sealed partial class Epoch : IAsyncDisposable
{
    private readonly HostileApp _one;
    private readonly HostileApp _other;

    private Epoch(HostileApp one, HostileApp other) => (_one, _other) = (one, other);

    internal static async Task<Epoch> StartAsync(bool isTight, Tokens tokens, Receiver outside)
    {
        var settings = isTight ? new HostileSettings { HiddenRunsPerLabel = 3, EventsPerLabel = 2 } : new HostileSettings();
        var apps = await Task.WhenAll(HostileApp.StartAsync(settings, tokens, outside), HostileApp.StartAsync(settings, tokens, outside));
        return new Epoch(apps[0], apps[1]);
    }

    /// <summary>Runs the pair in the tables of <paramref name="slot"/>; what is wrong with it, if anything is.</summary>
    internal async Task<string?> RunAsync(Pair pair, int slot, Census census)
    {
        await using var one = new PairRun(_one, pair, pair.One, new PairBook(pair.Id, slot, pair.Observer));
        await using var other = new PairRun(_other, pair, pair.Other, new PairBook(pair.Id, slot, pair.Observer));
        var transcripts = await Task.WhenAll(one.RunAsync(), other.RunAsync());
        census.Add(pair, transcripts[0], transcripts[1]);
        return transcripts[0].Against(transcripts[1]) ?? transcripts.SelectMany(transcript => transcript.Complaints).FirstOrDefault();
    }

    /// <summary>Ends both applications and compares what is left of them: lines that name no pair, and the audit log as an observer may read it.</summary>
    internal async Task<string?> EndAsync(string observer)
    {
        var lines = new[] { Unnamed(_one), Unnamed(_other) };
        await Task.WhenAll(_one.StopAsync(), _other.StopAsync());
        return Difference("log lines that name no pair", lines[0], lines[1])
            ?? Difference("audit records", Audit(_one, observer), Audit(_other, observer));
    }

    // Pairs run at once, so that their order is nobody's.
    private static List<string> Unnamed(HostileApp app) => [.. app.Observed.Lines.Where(line => !Named().IsMatch(line)).Order(StringComparer.Ordinal)];

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
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }
}
