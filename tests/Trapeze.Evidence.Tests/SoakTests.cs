using Trapeze.Evidence.Soak;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>A little of the soak; <c>TRAPEZE_CASES=n</c> makes so many operations of each worker.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Operations = 10;

    [DynamoDbLocalFact]
    public async Task Store_SixteenWorkersAtMixedLabels_MeetNoErrorThatIsNotDynamoDbs()
    {
        var most = Replay.Cases(Operations);
        var seed = Replay.Seed();
        var reasons = new List<string>();

        var tally = await new SoakRun(seed).RunAsync(done => done < most, failure => { lock (reasons) { reasons.Add($"{failure}"); } });

        output.WriteLine($"TRAPEZE_SEED={seed}\n{tally}");
        Assert.True(tally.Surfaced.Count == 0, $"{tally}\n{string.Join('\n', reasons)}");
        Assert.Equal(16L * most, tally.Operations);
        Assert.Empty(tally.OfPlain);
    }
}
