using System.Diagnostics;

namespace Trapeze.Evidence.Timing;

/// <summary>Times the operations of two classes in one process, in an order that dice decide, one by one.</summary>
internal static class Interleaving
{
    private const int WarmUp = 4_000;
    private const double NanosecondsOfSecond = 1e9;

    /// <summary>Times both classes, the second with a delay planted behind each of its operations.</summary>
    /// <remarks>Between the two readings of the clock both classes run the same code, the wait for the end of a delay included: one of nothing for the first.</remarks>
    internal static Comparison Compare(IReadOnlyList<Operation> a, IReadOnlyList<Operation> b, int measurements, Dice dice, double plantedNanoseconds)
    {
        IReadOnlyList<Operation>[] classes = [a, b];
        long[] delays = [0, (long)(plantedNanoseconds * Stopwatch.Frequency / NanosecondsOfSecond)];
        var times = new List<double>[] { new(measurements), new(measurements) };
        for (var i = -WarmUp; i < measurements; i++)
        {
            var chosen = dice.Next(2);
            var operation = dice.Pick(classes[chosen]);
            var delay = delays[chosen];
            var start = Stopwatch.GetTimestamp();
            var right = operation();
            var until = Stopwatch.GetTimestamp() + delay;
            long end;
            do
            {
                end = Stopwatch.GetTimestamp();
            }
            while (end < until);

            if (!right)
            {
                throw new InvalidOperationException("an answer is not the view's");
            }

            if (i >= 0)
            {
                times[chosen].Add((end - start) * NanosecondsOfSecond / Stopwatch.Frequency);
            }
        }

        return new Comparison(times[0], times[1]);
    }
}
