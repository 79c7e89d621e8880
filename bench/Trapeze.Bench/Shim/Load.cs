namespace Trapeze.Bench.Shim;

/// <summary>What a round of load cost.</summary>
internal sealed record Load(long Requests, double Seconds, double ServerCpuSeconds, long Bytes, double[] Microseconds)
{
    internal double PerSecond => Requests / Seconds;

    internal double CpuMicroseconds => ServerCpuSeconds * 1e6 / Requests;

    internal double BytesEach => (double)Bytes / Requests;

    internal double Percentile(double share)
    {
        var sorted = Microseconds.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }
}
