using System.Globalization;

namespace Trapeze.Bench.Shim;

/// <summary>What hidden handlers that hang do to the visible ones, and how long a refusal takes.</summary>
internal sealed class HangingBenchmark : IBenchmark
{
    private const int Hanging = 200;
    private const int Rounds = 6;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    public string Name => "shim.hanging";

    public string Claim => "visible requests on 4 connections with none, and with 200 raised handlers that block and 200 that never end; and the refusals meanwhile";

    public async Task RunAsync(TextWriter report)
    {
        await using var app = await ShimApp.StartAsync(isGuarded: true);
        LoadClient.Run(app.Port, "/json", 4, TimeSpan.FromSeconds(6));
        LoadClient.Run(app.Port, "/rise/end", 4, TimeSpan.FromSeconds(3), status: 403);
        var quiet = new List<Load>();
        var crowded = new List<Load>();
        var refusals = new List<Load>();
        for (var round = 0; round < Rounds; round++)
        {
            quiet.Add(LoadClient.Run(app.Port, "/json", 4, Round, timesEach: true));
            app.Hold();
            Ask(app.Port, "/rise/block");
            Ask(app.Port, "/rise/hang");
            crowded.Add(LoadClient.Run(app.Port, "/json", 4, Round, timesEach: true));
            refusals.Add(LoadClient.Run(app.Port, "/rise/end", 2, TimeSpan.FromSeconds(1), status: 403, timesEach: true));
            app.Release();
        }

        Line("visible, none hanging", quiet, quiet);
        Line("visible, 400 hanging", crowded, quiet);
        Line("refusals, 400 hanging", refusals, quiet);

        void Line(string name, List<Load> loads, List<Load> baseline) => report.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-24} p50 {Median(loads, 0.5),7:N0} µs  p99 {Median(loads, 0.99),7:N0} µs  max {loads.Max(load => load.Microseconds.Max()),9:N0} µs   p99 ×{Interleaved.Median([.. loads.Zip(baseline, (own, other) => own.Percentile(0.99) / other.Percentile(0.99))]):N2}"));
    }

    private static double Median(List<Load> loads, double share) => Interleaved.Median([.. loads.Select(load => load.Percentile(share))]);

    private static void Ask(int port, string path)
    {
        using var connection = new LoadConnection(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, port));
        var request = System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        for (var i = 0; i < Hanging; i++)
        {
            connection.Ask(request, "HTTP/1.1 403 "u8);
        }
    }
}
