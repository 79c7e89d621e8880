using Trapeze.Evidence.Kills;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>Kills of the server and of writing processes, a few of them; <c>TRAPEZE_CASES=n</c> kills so often.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 1;

    [DynamoDbLocalFact]
    public async Task Store_ServerKilledWhileOthersWrite_LosesNothingAcknowledged() =>
        AssertHeld(await new ServerKills(Seed()).RunAsync(Times(), output.WriteLine));

    [DynamoDbLocalFact]
    [Trait("Needs", "its assembly's file")]
    public async Task Store_WritersKilled_LosesNothingAcknowledged() =>
        AssertHeld(await new ClientKills(Seed()).RunAsync(Times(), output.WriteLine));

    private static void AssertHeld(KillTally tally)
    {
        Assert.True(tally.Complaints.Count == 0, $"{tally}");
        Assert.InRange(tally.Kills, Times(), int.MaxValue);
        Assert.InRange(tally.Acknowledged, 10 * Times(), int.MaxValue);
        Assert.InRange(tally.Reads, 10, int.MaxValue);
    }

    private static int Times() => (int)Replay.Cases(Kills);

    private ulong Seed()
    {
        var seed = Replay.Seed();
        output.WriteLine($"TRAPEZE_SEED={seed}");
        return seed;
    }
}
