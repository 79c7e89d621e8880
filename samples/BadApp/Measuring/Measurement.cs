using System.Collections.Immutable;
using BadApp.Theft;

namespace BadApp.Measuring;

/// <summary>What one way told the thief of the secrets.</summary>
/// <param name="Way">The way.</param>
/// <param name="Stolen">The bits that the thief got right, secret by secret.</param>
/// <param name="Said">What everything seen tells but the time: replies, whether they came, records, pages, counts, log.</param>
/// <param name="Everything">What the same tells together with the reply's time.</param>
/// <param name="Delay">How much later the reply comes when the bit is set: the median over the secrets of the difference of medians.</param>
public sealed record Measurement(Way Way, ImmutableArray<int> Stolen, Estimate Said, Estimate Everything, TimeSpan Delay)
{
    public static Measurement Of(Way way, IReadOnlyList<Play> plays, Random dice)
    {
        ArgumentNullException.ThrowIfNull(plays);
        var said = Samples.Of(plays.Select(play => Pairs(play, way, (one, _) => one.Text)));
        var everything = Samples.Of(plays.Select(play => Pairs(play, way, (one, shortest) => (one.Text, TimeStep.Of(one.Answer.Time, shortest)))));
        var lags = plays.Select(play => Lag(play, way)).Where(lag => lag is not null).Select(lag => lag!.Value);
        return new Measurement(
            way, [.. plays.Select(play => play.Stolen(way))], said.Estimate(dice), everything.Estimate(dice), TimeStep.Median(lags.DefaultIfEmpty()));
    }

    private static List<(bool Bit, T Seen)> Pairs<T>(Play play, Way way, Func<Observation, TimeSpan, T> see)
    {
        var shortest = play.Seen[way].Min(one => one.Answer.Time);
        return [.. play.Seen[way].Select((one, bit) => (play.Secret.IsSet(bit), see(one, shortest)))];
    }

    private static TimeSpan? Lag(Play play, Way way)
    {
        var times = play.Seen[way].Select((one, bit) => (IsSet: play.Secret.IsSet(bit), one.Answer.Time)).ToLookup(pair => pair.IsSet, pair => pair.Time);
        return times.Count == 2 ? TimeStep.Median(times[true]) - TimeStep.Median(times[false]) : null;
    }
}
