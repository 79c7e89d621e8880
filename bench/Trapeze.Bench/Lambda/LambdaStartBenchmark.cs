using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Bench.Lambda;

/// <summary>What the shim takes of a cold start: from the start of a process to its first reply.</summary>
internal sealed class LambdaStartBenchmark : IBenchmark
{
    private const int Rounds = 21;

    public string Name => "lambda.start";

    public string Claim => "from the start of a process to the reply to its first event: the small application without the shim, and with it";

    public async Task RunAsync(TextWriter report)
    {
        await using var cloud = await LambdaCloud.StartAsync(TimeSpan.FromSeconds(30));
        var payload = LambdaApp.Event("/json", LambdaApp.Token());
        string[] kinds = [LambdaApp.Plain, LambdaApp.Guarded];
        var times = kinds.ToDictionary(kind => kind, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var kind in round % 2 == 0 ? kinds : kinds.Reverse())
            {
                await cloud.EndInstancesAsync(kind);
                var start = Stopwatch.GetTimestamp();
                await LambdaCloud.AskAsync(cloud, kind, payload);
                if (round > 0)
                {
                    times[kind].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        foreach (var kind in kinds)
        {
            var ratio = Interleaved.Median([.. times[kind].Zip(times[kinds[0]], (own, baseline) => own / baseline)]);
            report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-44} {Interleaved.Median([.. times[kind]]),8:N1} ms  [{times[kind].Min():N1} … {times[kind].Max():N1}]  ×{ratio:N3}"));
        }
    }
}
