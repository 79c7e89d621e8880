using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Lockstep;

/// <summary>Both lockstep searches at length: <c>lockstep [monitor programs] [store programs] [seed]</c>.</summary>
public sealed class LockstepVerb : IVerb
{
    private const long MonitorPrograms = 200_000;
    private const long StorePrograms = 50_000;

    public string Name => "lockstep";

    public string Shows => "what ships beside the machine: every decision, result, refusal, list, page and count";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        var seed = arguments.Count > 2 ? ulong.Parse(arguments[2], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var tally = new Tally();
        await output.WriteLineAsync($"seed {seed}");
        var monitor = await TimedAsync("monitor", Count(arguments, 0, MonitorPrograms), (cases, ct) => new LockstepMonitor().SearchAsync(seed, cases, tally, ct), output);
        var store = await TimedAsync("store", Count(arguments, 1, StorePrograms), (cases, ct) => new LockstepStore().SearchAsync(seed, cases, tally, ct), output);
        await output.WriteLineAsync($"{tally}");
        return monitor && store;
    }

    private static long Count(IReadOnlyList<string> arguments, int at, long otherwise) =>
        arguments.Count > at ? long.Parse(arguments[at], CultureInfo.InvariantCulture) : otherwise;

    private static async Task<bool> TimedAsync(string name, long cases, Func<long, CancellationToken, Task<Finding?>> search, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var finding = await search(cases, CancellationToken.None);
        await output.WriteLineAsync(finding is null
            ? string.Create(CultureInfo.InvariantCulture, $"{name}: {cases:n0} programs, no finding, {watch.Elapsed.TotalSeconds:f1} s")
            : $"{finding}");
        return finding is null;
    }
}
