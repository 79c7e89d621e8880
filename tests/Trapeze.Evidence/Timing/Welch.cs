namespace Trapeze.Evidence.Timing;

/// <summary>Welch's t: how many standard errors the means of two samples are apart, whatever their variances.</summary>
public static class Welch
{
    public static double T(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length < 2 || b.Length < 2)
        {
            return 0;
        }

        var (meanA, varianceA) = Moments(a);
        var (meanB, varianceB) = Moments(b);
        var error = Math.Sqrt((varianceA / a.Length) + (varianceB / b.Length));
        var apart = meanB - meanA;
        return apart == 0 ? 0 : apart / error;
    }

    /// <summary>The mean, and the variance without bias.</summary>
    public static (double Mean, double Variance) Moments(ReadOnlySpan<double> sample)
    {
        var (mean, squares) = (0.0, 0.0);
        for (var i = 0; i < sample.Length; i++)
        {
            var apart = sample[i] - mean;
            mean += apart / (i + 1);
            squares += apart * (sample[i] - mean);
        }

        return (mean, squares / (sample.Length - 1));
    }
}
