using Trapeze.Evidence.BlackBox;
using Trapeze.Evidence.BlackBox.Pairs;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

public sealed class BlackBoxTests(ITestOutputHelper output)
{
    private const int Pairs = 2_600;
    private const int PairsInLambda = 400;
    private const int WithHiddenSteps = 2_000;

    [Fact]
    public async Task HiddenRequests_ChangeNothingThatAnObserverSees()
    {
        var seed = Replay.Seed();
        var census = new Census();
        var finding = await new BlackBoxLevel { Shrinks = true }.SearchAsync(seed, Pairs, census, CancellationToken.None);
        output.WriteLine($"TRAPEZE_SEED={seed}: {census}");

        Assert.True(finding is null, finding?.ToString());
        Assert.Equal(Pairs, census.Pairs);
        Assert.InRange(census.WithHiddenSteps, WithHiddenSteps, Pairs);
        Assert.InRange(census.WithOtherSecrets, Pairs / 5, Pairs);
        Assert.All(census.Shares, share => Assert.True(share.Value >= 0.03, $"{share.Key}: {share.Value:P1}"));
    }

    [Fact]
    public async Task HiddenRequests_ThroughTheLambdaHost_ChangeNothingThatAnObserverSees()
    {
        var seed = Replay.Seed();
        var census = new Census();
        var finding = await new BlackBoxLevel { Shrinks = true, IsInLambda = true }.SearchAsync(seed, PairsInLambda, census, CancellationToken.None);
        output.WriteLine($"TRAPEZE_SEED={seed}: {census}");

        Assert.True(finding is null, finding?.ToString());
        Assert.Equal(PairsInLambda, census.Pairs);
        Assert.InRange(census.WithHiddenSteps, PairsInLambda * 3 / 4, PairsInLambda);
    }
}
