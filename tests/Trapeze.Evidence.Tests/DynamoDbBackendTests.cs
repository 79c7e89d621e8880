using Trapeze.Evidence.Histories;
using Trapeze.Evidence.Lockstep;
using Trapeze.Evidence.Lockstep.Stores;
using Trapeze.LocalServers;
using Trapeze.LocalServers.Network;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>The store on DynamoDB Local: beside the machine, and in histories under faults.</summary>
public sealed class DynamoDbBackendTests(ITestOutputHelper output)
{
    private const long Programs = 12;
    private const long Cases = 12;

    [DynamoDbLocalFact]
    public async Task Store_AnyProgram_AnswersAsTheMachine()
    {
        await using var server = await DynamoDbLocal.StartAsync();
        var tally = new Tally();

        var finding = await new LockstepStore(new LocalServerBackend(server)).SearchAsync(Replay.Seed(), Replay.Cases(Programs), tally, CancellationToken.None);

        output.WriteLine($"{tally}");
        Assert.True(finding is null, $"{finding}");
        Assert.Equal(Replay.Cases(Programs), tally["store: programs"]);
        Assert.True(tally.Share("store: reads that a hidden facet would change", "store: reads") >= 0.1, $"{tally}");
    }

    [DynamoDbLocalFact]
    public async Task Store_ConcurrentClientsUnderFaults_IsLinearizablePerLabel()
    {
        await using var server = await DynamoDbLocal.StartAsync();
        var counts = new HistoryCounts();

        var found = await new HistoriesLevel(new LocalServerBackend(server)).SearchAsync(Replay.Seed(), Replay.Cases(Cases), counts, CancellationToken.None);

        output.WriteLine($"{counts}");
        Assert.True(found is null, found?.ToString());
        Assert.Equal(Replay.Cases(Cases), counts.Histories);
        Assert.Equal(0, counts.Strays);
        // Of any kind that there is, but for what a handler in the process cannot do.
        // So few cases meet about ten of the rarest kind, and one seed in many no more than a few: no number can be asked of each seed but one in so many cases.
        Assert.All(
            Enum.GetValues<WireFault>().Except([WireFault.None, WireFault.Torn]),
            fault => Assert.True(counts.ByWireFault.GetValueOrDefault(fault) * Cases >= Replay.Cases(Cases), $"{fault}: {counts}"));
        Assert.True(counts.ByWireFault.Values.Sum() >= 2 * Replay.Cases(Cases), $"faults of requests: {counts}");
        Assert.True(counts.Erased * Cases >= Replay.Cases(Cases), $"run again: {counts}");
    }
}
