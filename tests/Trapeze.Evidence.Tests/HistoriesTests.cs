using Trapeze.Evidence.Histories;
using Trapeze.Evidence.Histories.Faults;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>Histories of concurrent clients under faults on the shipping store; <c>TRAPEZE_SEED=n</c> replays those that were simulated.</summary>
public sealed class HistoriesTests(ITestOutputHelper output)
{
    private const long Cases = 10_000;

    // By far the most that any planted anomaly was seen to need is 134.
    private const long MostNeeded = 1_500;

    public static TheoryData<string> Anomalies => [.. HistoriesLevel.Anomalies];

    [Fact]
    public async Task Store_ConcurrentClientsUnderFaults_IsLinearizablePerLabelAndAsAWhole()
    {
        var counts = new HistoryCounts();
        var found = await new HistoriesLevel().SearchAsync(Replay.Seed(), Cases, counts, CancellationToken.None);
        output.WriteLine(counts.ToString());

        Assert.True(found is null, found?.ToString());
        Assert.Equal(Cases, counts.Histories);
        Assert.Equal(0, counts.Strays);
        AssertShare(counts.Free, Cases, 0.2, "histories on threads");
        AssertShare(counts.Erased, Cases, 0.3, "histories run again without what is hidden");
        AssertShare(counts.Crashed, Cases, 0.08, "histories with a crash");
        AssertShare(counts.Concurrent, counts.Operations, 0.4, "concurrent operations");
        AssertShare(counts.Unknown, counts.Operations, 0.03, "unknown outcomes");
        AssertShare(counts.Refused, counts.Operations, 0.04, "refusals");
        AssertShare(counts.Hidden, counts.OfErased, 0.2, "hidden operations");
        Assert.All(Enum.GetValues<ActKind>().Where(kind => kind != ActKind.Sweep), kind => AssertShare(counts.ByKind.GetValueOrDefault(kind), counts.Operations, 0.03, $"{kind}"));
        Assert.All(Enum.GetValues<Fault>().Where(fault => fault != Fault.None), fault => Assert.True(counts.ByFault.GetValueOrDefault(fault) >= 20, $"{fault}: {counts.ByFault.GetValueOrDefault(fault)}"));
    }

    [Theory]
    [MemberData(nameof(Anomalies))]
    public async Task Store_WithAPlantedAnomaly_IsFound(string anomaly)
    {
        var found = await HistoriesLevel.With(anomaly).SearchAsync(Replay.Seed(), MostNeeded, CancellationToken.None);
        output.WriteLine($"{anomaly}: found in history {found?.Case + 1}\n{found}");

        Assert.NotNull(found);
    }

    private static void AssertShare(long part, long whole, double least, string what) => Assert.True(part >= whole * least, $"{what}: {part} of {whole}");
}
