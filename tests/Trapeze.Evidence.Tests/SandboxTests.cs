using Trapeze.Evidence.Sandboxes;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>The runs of the sandbox at length, each for a while; <c>TRAPEZE_CASES=n</c> makes each of that size.</summary>
[Collection(nameof(SandboxTests))]
[CollectionDefinition(nameof(SandboxTests), DisableParallelization = true)]
public sealed class SandboxTests(ITestOutputHelper output)
{
    private const int Tries = 5_000;
    private const int MostRaces = 100;
    private const int Launches = 25;
    private const int Kills = 3;
    private const int Runs = 1;

    [VictimFact]
    public async Task Race_ForAPath_LeaksNothing()
    {
        var tally = await RacedAsync(PathRace.RunAsync, tally => tally.Holds || tally.Leaked > 0);

        output.WriteLine($"{tally}");
        Assert.True(tally.Holds, $"{tally}");
    }

    [VictimFact]
    public async Task Race_OfNobodyConfined_IsWon()
    {
        var tally = await RacedAsync(PathRace.RunBareAsync, tally => tally.Leaked > 0);

        Assert.False(tally.Holds, $"{tally}");
        Assert.InRange(tally.Leaked, 1, long.MaxValue);
    }

    [VictimFact]
    public void Launches_OfManyThreads_EndAsTheyHaveTo_AndLeaveNothing()
    {
        var tally = new LaunchRun(Seed()).Run((done, _) => done < Replay.Cases(Launches));

        // Other tests have temporary files of their own.
        Assert.True(tally.Complaints.All(complaint => complaint.StartsWith("temporary files", StringComparison.Ordinal)), $"{tally}");
        Assert.InRange(tally.Launches, 4 * Replay.Cases(Launches), long.MaxValue);
    }

    [VictimFact]
    [Trait("Needs", "its assembly's file")]
    public async Task Kills_LeaveNoProcess_AndTheNextLaunchWorks()
    {
        var tally = await new SandboxKills(Seed()).RunAsync((int)Replay.Cases(Kills), output.WriteLine);

        Assert.True(tally.Complaints.Count == 0, $"{tally}");
        Assert.InRange(tally.Kills, 1, int.MaxValue);
    }

    [VictimFact]
    public async Task Calls_ByChance_ChangeNothingOutside()
    {
        var tally = await new CallFuzz(Seed()).RunAsync(done => done < Replay.Cases(Runs));

        output.WriteLine($"{tally}");
        Assert.True(tally.Complaints.Count == 0, $"{tally}");
        Assert.InRange(tally.Children, 1, long.MaxValue);
        Assert.InRange(tally.Refused, 1, int.MaxValue);
    }

    [VictimFact]
    public async Task Limits_EndWhatGoesOverThem()
    {
        foreach (var trial in LimitTrial.All)
        {
            var tally = await trial.RunAsync(times: 1);

            Assert.True(tally.Complaints.Count == 0, $"{tally}");
        }
    }

    private ulong Seed()
    {
        var seed = Replay.Seed();
        output.WriteLine($"TRAPEZE_SEED={seed}");
        return seed;
    }

    // On a busy machine the two threads of a short race may not run beside each other at all: then it is run again.
    private static async Task<PathRaceTally> RacedAsync(Func<long, Task<PathRaceTally>> race, Predicate<PathRaceTally> wasOne)
    {
        var tally = await race(Replay.Cases(Tries));
        for (var again = 0; again < MostRaces && !wasOne(tally) && tally.IsUnchanged; again++)
        {
            tally = await race(Replay.Cases(Tries));
        }

        return tally;
    }
}
