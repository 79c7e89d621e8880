using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Soak;

/// <summary>The soak at length.</summary>
public sealed class SoakVerb : IVerb
{
    private const int MostReasons = 20;

    public string Name => "soak";

    public string Shows => "16 workers at mixed labels on DynamoDB Local meet no error that plain DynamoDB would not show: [minutes] [seed] [labels]";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        var minutes = arguments.Count > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 10;
        var seed = arguments.Count > 1 ? ulong.Parse(arguments[1], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var labels = arguments.Count > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 8;
        var reasons = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        var tally = await new SoakRun(seed, labels).RunAsync(
            _ => watch.Elapsed.TotalMinutes < minutes,
            failure => reasons.AddOrUpdate(failure.ToString(), 1, (_, count) => count + 1));
        foreach (var (reason, count) in reasons.OrderByDescending(reason => reason.Value).Take(MostReasons))
        {
            await output.WriteLineAsync($"{count.ToString(CultureInfo.InvariantCulture)} × {reason}");
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{tally}\nseed {seed}, {watch.Elapsed.TotalSeconds:f0} s, {labels} labels; this process has {Environment.WorkingSet >> 20} MB, {GC.GetTotalMemory(forceFullCollection: true) >> 20} MB of them alive"));
        return tally.Surfaced.Count == 0;
    }
}
