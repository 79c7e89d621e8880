using System.Globalization;

namespace Trapeze.Bench.Shim;

/// <summary>What the guard costs a request.</summary>
internal sealed class GuardBenchmark : IBenchmark
{
    private const int Connections = 16;
    private const int Rounds = 8;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1.2);

    public string Name => "shim.guard";

    public string Claim => "a JSON endpoint with an HS256 token, without Trapeze, guarded, guarded with every function on threads of its own, and guarded with the audit log on disk; per request, client's processor time taken off";

    public async Task RunAsync(TextWriter report)
    {
        await using var bare = await ShimApp.StartAsync(isGuarded: false);
        await using var guarded = await ShimApp.StartAsync(isGuarded: true);
        await using var apart = await ShimApp.StartAsync(isGuarded: true, isApart: true);
        await using var audited = await ShimApp.StartAsync(isGuarded: true, isAudited: true);
        (string Name, int Port)[] sides = [("without", bare.Port), ("guarded", guarded.Port), ("guarded, apart", apart.Port), ("guarded, audited", audited.Port)];
        foreach (var (_, port) in sides)
        {
            LoadClient.Run(port, "/json", Connections, WarmUp);
        }

        var loads = sides.Select(_ => new List<Load>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var turn = 0; turn < sides.Length; turn++)
            {
                var side = (turn + round) % sides.Length;
                loads[side].Add(LoadClient.Run(sides[side].Port, "/json", Connections, Round));
            }
        }

        for (var side = 0; side < sides.Length; side++)
        {
            var own = loads[side];
            var pairs = own.Zip(loads[0]).ToArray();
            report.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{sides[side].Name,-18} {Median(own, load => load.PerSecond),8:N0}/s  {Median(own, load => load.CpuMicroseconds),6:N1} µs  {Median(own, load => load.BytesEach),6:N0} B   ×{Interleaved.Median([.. pairs.Select(pair => pair.First.PerSecond / pair.Second.PerSecond)]):N3} throughput  {Interleaved.Median([.. pairs.Select(pair => pair.First.CpuMicroseconds - pair.Second.CpuMicroseconds)]):+0.0;-0.0} µs  {Interleaved.Median([.. pairs.Select(pair => pair.First.BytesEach - pair.Second.BytesEach)]):+0;-0} B"));
        }
    }

    private static double Median(List<Load> loads, Func<Load, double> of) => Interleaved.Median([.. loads.Select(of)]);
}
