using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Bench;

/// <summary>Runs several sides turn by turn in one process, so that drift of the machine hits them alike, and prints medians and spread.</summary>
internal static class Interleaved
{
    /// <summary>Times <paramref name="sides"/> in rounds of <paramref name="operations"/> each; the first is the baseline of the ratios.</summary>
    public static IReadOnlyList<Figure> Run(TextWriter report, int rounds, int operations, params (string Name, Action<int> Body)[] sides)
    {
        foreach (var (_, body) in sides)
        {
            body(operations);
            body(operations);
        }

        var times = sides.Select(_ => new double[rounds]).ToArray();
        var bytes = sides.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < sides.Length; turn++)
            {
                var side = (turn + round) % sides.Length;
                var allocated = GC.GetTotalAllocatedBytes(precise: true);
                var start = Stopwatch.GetTimestamp();
                sides[side].Body(operations);
                times[side][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations;
                bytes[side][round] = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / operations;
            }
        }

        return Report(report, sides, times, bytes);
    }

    /// <summary>
    /// The same where an operation is long enough to be timed by itself: the sides take turns operation by operation, and a round's time is the median of its
    /// operations', which a pause of the machine or of a server does not move.
    /// </summary>
    public static IReadOnlyList<Figure> RunEach(TextWriter report, int rounds, int operations, params (string Name, Action<int> Body)[] sides)
    {
        var bytes = sides.Select(side =>
        {
            side.Body(operations);
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            side.Body(operations);
            return (double[])[(double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / operations];
        }).ToArray();

        var times = sides.Select(_ => new double[rounds]).ToArray();
        var own = sides.Select(_ => new double[operations]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var operation = 0; operation < operations; operation++)
            {
                for (var turn = 0; turn < sides.Length; turn++)
                {
                    var side = (turn + operation) % sides.Length;
                    var start = Stopwatch.GetTimestamp();
                    sides[side].Body(1);
                    own[side][operation] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
                }
            }

            for (var side = 0; side < sides.Length; side++)
            {
                times[side][round] = Median(own[side]);
            }
        }

        return Report(report, sides, times, bytes);
    }

    public static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static List<Figure> Report(TextWriter report, (string Name, Action<int> Body)[] sides, double[][] times, double[][] bytes)
    {
        var figures = new List<Figure>();
        for (var side = 0; side < sides.Length; side++)
        {
            var ratios = times[side].Zip(times[0], (own, baseline) => own / baseline).ToArray();
            var figure = new Figure(sides[side].Name, Median(times[side]), times[side].Min(), times[side].Max(), Median(bytes[side]), Median(ratios));
            figures.Add(figure);
            report.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{figure.Name,-44} {figure.Median,12:N1} ns  [{figure.Min:N1} … {figure.Max:N1}]  {figure.Bytes,8:N0} B  ×{figure.Ratio:N3}"));
        }

        return figures;
    }
}
