using System.Globalization;

namespace Trapeze.Bench.Lambda;

/// <summary>What the shim takes of an invocation in a warm process.</summary>
internal sealed class LambdaBenchmark : IBenchmark
{
    private const int Rounds = 15;
    private const int Operations = 300;
    private const int WarmUp = 3_000;

    public string Name => "lambda";

    public string Claim => "an invocation of a small JSON endpoint with a token, under Trapeze's Lambda host: without the shim, and with it";

    public async Task RunAsync(TextWriter report)
    {
        await using var cloud = await LambdaCloud.StartAsync(TimeSpan.FromSeconds(30));
        var payload = LambdaApp.Event("/json", LambdaApp.Token());
        var sides = new[] { LambdaApp.Plain, LambdaApp.Guarded }.Select(kind => (kind, (Action<int>)(times => Ask(kind, times)))).ToArray();
        foreach (var (_, body) in sides)
        {
            body(WarmUp);
        }

        var figures = Interleaved.RunEach(report, Rounds, Operations, sides);
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the shim adds {(figures[1].Median - figures[0].Median) / 1_000:N0} µs"));

        void Ask(string kind, int times)
        {
            for (var time = 0; time < times; time++)
            {
                LambdaCloud.AskAsync(cloud, kind, payload).GetAwaiter().GetResult();
            }
        }
    }
}
