using System.Diagnostics;
using System.Globalization;
using Trapeze.Evidence.Lockstep.Stores;
using Trapeze.LocalServers;

namespace Trapeze.Evidence.Histories;

/// <summary>Histories at length.</summary>
public sealed class HistoriesVerb : IVerb
{
    public string Name => "histories";

    public string Shows => "concurrent clients and faults on the shipping store: [cases] [seed]; `dynamodb` [cases] [seed] on DynamoDB Local; or `planted` to see what is planted found";

    public Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output) =>
        arguments is ["planted", ..] ? FindPlantedAsync(output)
        : arguments is ["dynamodb", ..] ? SearchServerAsync([.. arguments.Skip(1)], output)
        : SearchAsync(new HistoriesLevel(), arguments, 100_000, output);

    private static async Task<bool> SearchServerAsync(List<string> arguments, TextWriter output)
    {
        await using var server = await DynamoDbLocal.StartAsync();
        return await SearchAsync(new HistoriesLevel(new LocalServerBackend(server)), arguments, 500, output);
    }

    private static async Task<bool> SearchAsync(HistoriesLevel level, IReadOnlyList<string> arguments, long usual, TextWriter output)
    {
        var cases = arguments.Count > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : usual;
        var seed = arguments.Count > 1 ? ulong.Parse(arguments[1], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var counts = new HistoryCounts();
        var watch = Stopwatch.StartNew();
        var found = await level.SearchAsync(seed, cases, counts, CancellationToken.None);
        await output.WriteLineAsync($"{counts}\nseed {seed}, {watch.Elapsed.TotalSeconds:F1} s\n{found?.ToString() ?? "nothing found"}");
        return found is null;
    }

    private static async Task<bool> FindPlantedAsync(TextWriter output)
    {
        const int Times = 10;
        var all = true;
        foreach (var anomaly in HistoriesLevel.Anomalies)
        {
            var needed = new List<long>();
            var watch = Stopwatch.StartNew();
            for (var seed = 0UL; seed < Times; seed++)
            {
                needed.Add(await HistoriesLevel.With(anomaly).SearchAsync(seed, 5_000, CancellationToken.None) is { } found ? found.Case + 1 : long.MaxValue);
            }

            needed.Sort();
            all &= needed[^1] < long.MaxValue;
            await output.WriteLineAsync($"{anomaly,-40} histories needed, median {needed[Times / 2]}, most {(needed[^1] == long.MaxValue ? "never" : needed[^1])}; {watch.Elapsed.TotalSeconds / Times:F2} s each");
        }

        return all;
    }
}
