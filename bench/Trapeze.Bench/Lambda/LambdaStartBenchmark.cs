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
        var parts = new Dictionary<string, Dictionary<string, List<double>>>(StringComparer.Ordinal);
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var kind in round % 2 == 0 ? kinds : kinds.Reverse())
            {
                await cloud.EndInstancesAsync(kind);
                var start = Stopwatch.GetTimestamp();
                await LambdaCloud.AskAsync(cloud, kind, payload);
                if (round > 0)
                {
                    var whole = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                    times[kind].Add(whole);
                    var told = StartParts.Read(cloud.Output(kind)).ToList();
                    Add(kind, told.Append(("the first event, and starting a process", whole - told.Sum(part => part.Time))));
                }
            }
        }

        foreach (var kind in kinds)
        {
            var ratio = Interleaved.Median([.. times[kind].Zip(times[kinds[0]], (own, baseline) => own / baseline)]);
            report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-44} {Interleaved.Median([.. times[kind]]),8:N1} ms  [{times[kind].Min():N1} … {times[kind].Max():N1}]  ×{ratio:N3}"));
        }

        report.WriteLine("its parts, medians in ms:");
        foreach (var (part, each) in parts)
        {
            report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {part,-40} {string.Join("  ", kinds.Select(kind => $"{kind} {Interleaved.Median([.. each[kind]]),6:N1}"))}"));
        }

        void Add(string kind, IEnumerable<(string Part, double Time)> told)
        {
            foreach (var (part, time) in told)
            {
                if (!parts.TryGetValue(part, out var each))
                {
                    parts.Add(part, each = kinds.ToDictionary(other => other, _ => new List<double>(), StringComparer.Ordinal));
                }

                each[kind].Add(time);
            }
        }
    }
}
