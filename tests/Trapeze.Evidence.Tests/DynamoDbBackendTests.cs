using System.Globalization;
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

    private static ulong Seed => Environment.GetEnvironmentVariable("TRAPEZE_SEED")?.Split(',')[0] is { } seed
        ? ulong.Parse(seed, CultureInfo.InvariantCulture)
        : (ulong)Random.Shared.NextInt64();

    private static long Scaled(long cases) =>
        Environment.GetEnvironmentVariable("TRAPEZE_CASES") is { } asked ? long.Parse(asked, CultureInfo.InvariantCulture) : cases;

    [DynamoDbLocalFact]
    public async Task Store_AnyProgram_AnswersAsTheMachine()
    {
        await using var server = await DynamoDbLocal.StartAsync();
        var tally = new Tally();

        var finding = await new LockstepStore(new LocalServerBackend(server)).SearchAsync(Seed, Scaled(Programs), tally, CancellationToken.None);

        output.WriteLine($"{tally}");
        Assert.True(finding is null, $"{finding}");
        Assert.Equal(Scaled(Programs), tally["store: programs"]);
        Assert.True(tally.Share("store: reads that a hidden facet would change", "store: reads") >= 0.1, $"{tally}");
    }

    [DynamoDbLocalFact]
    public async Task Store_ConcurrentClientsUnderFaults_IsLinearizablePerLabel()
    {
        await using var server = await DynamoDbLocal.StartAsync();
        var counts = new HistoryCounts();

        var found = await new HistoriesLevel(new LocalServerBackend(server)).SearchAsync(Seed, Scaled(Cases), counts, CancellationToken.None);

        output.WriteLine($"{counts}");
        Assert.True(found is null, found?.ToString());
        Assert.Equal(Scaled(Cases), counts.Histories);
        Assert.Equal(0, counts.Strays);
        // Of any kind that there is, but for what a handler in the process cannot do.
        Assert.All(
            Enum.GetValues<WireFault>().Except([WireFault.None, WireFault.Torn]),
            fault => Assert.True(counts.ByWireFault.GetValueOrDefault(fault) * 2 >= Scaled(Cases), $"{fault}: {counts}"));
        Assert.True(counts.Erased * 4 >= Scaled(Cases), $"run again: {counts}");
    }
}
