namespace Trapeze.Evidence.Timing;

/// <summary>Whether the times of two classes differ, as dudect asks it: Welch's t of all times, of those below several percentiles, and of their squared deviations.</summary>
/// <remarks>
/// Reparaz, Balasch, Verbauwhede: Dude, is my code constant time? (DATE 2017). The percentiles are of both classes together, so that cropping favours
/// neither; they get denser towards the whole: the tail is where the machine's own noise is, and sometimes where the difference is.
/// </remarks>
public sealed class Comparison
{
    /// <summary>Above this |t| the times differ for certain, in dudect's words.</summary>
    public const double Threshold = 10;

    private const int Crops = 20;
    private const int FewestKept = 200;

    private readonly double[] _a;
    private readonly double[] _b;

    /// <param name="a">Times of the one class.</param>
    /// <param name="b">Times of the other.</param>
    public Comparison(IEnumerable<double> a, IEnumerable<double> b)
    {
        _a = [.. a.Order()];
        _b = [.. b.Order()];
        (T, Statistic) = Farthest(_a, _b);
    }

    /// <summary>The t of the largest magnitude; positive if the other class is the slower.</summary>
    public double T { get; }

    /// <summary>Of what it is the t.</summary>
    public string Statistic { get; }

    public bool Differs => Math.Abs(T) > Threshold;

    public int Count => _a.Length + _b.Length;

    public double MedianOfA => Median(_a);

    public double MedianOfB => Median(_b);

    /// <summary>The difference that would be found among times that scatter as these do: <see cref="Threshold"/> standard errors, without the last eighth.</summary>
    /// <remarks>A comparison that could not have found anything shows nothing.</remarks>
    public double Resolution
    {
        get
        {
            var a = Welch.Moments(_a.AsSpan(0, _a.Length * 7 / 8));
            var b = Welch.Moments(_b.AsSpan(0, _b.Length * 7 / 8));
            return Threshold * Math.Sqrt((a.Variance / (_a.Length * 7 / 8)) + (b.Variance / (_b.Length * 7 / 8)));
        }
    }

    private static (double T, string Statistic) Farthest(double[] a, double[] b)
    {
        var farthest = (T: Welch.T(a, b), Statistic: "all");
        Consider(SecondOrder(a, b), "all, squared");
        double[] both = [.. a, .. b];
        Array.Sort(both);
        for (var crop = 1; crop <= Crops; crop++)
        {
            var kept = 1 - Math.Pow(0.5, 10.0 * crop / Crops);
            var limit = both[Math.Min((int)(kept * both.Length), both.Length - 1)];
            var shortA = Below(a, limit);
            var shortB = Below(b, limit);
            if (Math.Min(shortA.Length, shortB.Length) >= FewestKept)
            {
                Consider(Welch.T(shortA, shortB), $"{kept:P1}");
                Consider(SecondOrder(shortA, shortB), $"{kept:P1}, squared");
            }
        }

        return farthest;

        void Consider(double t, string statistic) => farthest = Math.Abs(t) > Math.Abs(farthest.T) ? (t, statistic) : farthest;
    }

    private static ReadOnlySpan<double> Below(double[] sorted, double limit)
    {
        var end = Array.BinarySearch(sorted, limit);
        end = end < 0 ? ~end : end;
        while (end > 0 && sorted[end - 1] >= limit)
        {
            end--;
        }

        return sorted.AsSpan(0, end);
    }

    private static double SecondOrder(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Welch.T(Squared(a), Squared(b));

    private static double[] Squared(ReadOnlySpan<double> sample)
    {
        if (sample.Length < 2)
        {
            return [];
        }

        var (mean, _) = Welch.Moments(sample);
        var squared = new double[sample.Length];
        for (var i = 0; i < squared.Length; i++)
        {
            squared[i] = (sample[i] - mean) * (sample[i] - mean);
        }

        return squared;
    }

    private static double Median(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
