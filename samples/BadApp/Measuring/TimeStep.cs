namespace BadApp.Measuring;

/// <summary>Makes few values of many times: half-octave steps, that is factors of 1.4, from the run's shortest.</summary>
public static class TimeStep
{
    private const int StepsPerOctave = 2;

    private static readonly TimeSpan Grain = TimeSpan.FromMicroseconds(100);

    public static int Of(TimeSpan time, TimeSpan shortest) => (int)Math.Round(StepsPerOctave * Math.Log2((time + Grain) / (shortest + Grain)));

    public static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
