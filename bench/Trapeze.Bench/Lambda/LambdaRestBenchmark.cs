using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Trapeze.Bench.Lambda;

/// <summary>Whether what an activation does out of sight delays its caller's reply, or changes it.</summary>
internal sealed partial class LambdaRestBenchmark : IBenchmark
{
    private const int Times = 200;
    private static readonly string[] Modes = ["returns", "returns, once more", "throws", "allocates", "hangs"];

    public string Name => "lambda.rest";

    public string Claim => "the refused reply of a function that has risen, from a warm process, by what its hidden rest does then; in turn";

    public async Task RunAsync(TextWriter report)
    {
        // What hangs is ended at the deadline, with its process.
        await using var cloud = await LambdaCloud.StartAsync(TimeSpan.FromSeconds(3));
        var token = LambdaApp.Token();
        var warm = LambdaApp.Event("/json", token);
        var payloads = Modes.ToDictionary(mode => mode, mode => LambdaApp.Event($"/rise/{mode.Split(',')[0]}", token), StringComparer.Ordinal);
        var times = Modes.ToDictionary(mode => mode, _ => new List<double>(), StringComparer.Ordinal);
        var replies = new HashSet<string>(StringComparer.Ordinal);
        for (var time = 0; time < Times; time++)
        {
            foreach (var mode in Modes)
            {
                // In a process that has served: a raise leaves one that the next caller may not have.
                await LambdaCloud.AskAsync(cloud, LambdaApp.Guarded, warm);
                await LambdaCloud.AskAsync(cloud, LambdaApp.Guarded, warm);
                var start = Stopwatch.GetTimestamp();
                var reply = await LambdaCloud.AskAsync(cloud, LambdaApp.Guarded, payloads[mode]);
                times[mode].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                replies.Add(Id().Replace(reply.Text, ""));
            }
        }

        foreach (var mode in Modes)
        {
            var median = Interleaved.Median([.. times[mode]]);
            report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mode,-44} {median,8:N2} ms  [{times[mode].Min():N2} … {times[mode].Max():N2}]  ×{median / Interleaved.Median([.. times[Modes[0]]]):N3}"));
        }

        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"different replies, the activation's id aside: {replies.Count}"));
    }

    [GeneratedRegex("\"Trapeze-Activation\":\"[^\"]*\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Id();
}
