namespace BadApp.Measuring;

/// <summary>How many bits one variable tells of another, estimated from samples of both.</summary>
public static class MutualInformation
{
    /// <summary>The plug-in estimate with Miller and Madow's correction, in bits. For variables that take few values, numbered from 0.</summary>
    /// <remarks>
    /// I = H(x) + H(y) - H(x, y). The plug-in entropy of n samples is too small by about (values seen - 1) / 2n nats. Not cut off at 0: the estimate
    /// of an independent pair lies on both sides of it.
    /// </remarks>
    public static double Estimate(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        if (x.Length != y.Length || x.IsEmpty)
        {
            throw new ArgumentException("as many samples of the one as of the other, and some", nameof(y));
        }

        var (xs, ys) = (Max(x) + 1, Max(y) + 1);
        var (ofX, ofY, ofBoth) = (new int[xs], new int[ys], new int[xs * ys]);
        for (var i = 0; i < x.Length; i++)
        {
            ofX[x[i]]++;
            ofY[y[i]]++;
            ofBoth[(x[i] * ys) + y[i]]++;
        }

        return Entropy(ofX, x.Length) + Entropy(ofY, x.Length) - Entropy(ofBoth, x.Length);
    }

    /// <summary>Entropy in bits from counts, corrected.</summary>
    private static double Entropy(int[] counts, int samples)
    {
        var (nats, values) = (0.0, 0);
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / samples;
                nats -= share * Math.Log(share);
                values++;
            }
        }

        return (nats + ((values - 1) / (2.0 * samples))) / Math.Log(2);
    }

    private static int Max(ReadOnlySpan<int> values)
    {
        var most = 0;
        foreach (var value in values)
        {
            most = Math.Max(most, value);
        }

        return most;
    }
}
