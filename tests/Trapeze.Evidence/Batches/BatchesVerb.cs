using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Batches;

/// <summary>Batches of mixed labels at length.</summary>
public sealed class BatchesVerb : IVerb
{
    private const int Times = 10;

    public string Name => "batches";

    public string Shows => "of a batch of mixed labels with failures in it, each record's effects are at its label, and the failed ones are reported and no others: [times] [seed] [largest]";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        var times = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : Times;
        var seed = arguments.Count > 1 ? ulong.Parse(arguments[1], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var largest = arguments.Count > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 10_000;
        var all = BatchTally.Nothing;
        foreach (var size in (int[])[10, 100, 1_000, 10_000])
        {
            if (size > largest)
            {
                break;
            }

            var watch = Stopwatch.StartNew();
            var tally = BatchTally.Nothing;
            for (var time = 0; time < times && tally.Complaint is null; time++)
            {
                tally = tally.And(await new BatchTrial(seed + (ulong)time, size).RunAsync());
            }

            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"of {size}: {tally}, {watch.Elapsed.TotalSeconds:F1} s"));
            all = all.And(tally);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        return all.Complaint is null;
    }
}
