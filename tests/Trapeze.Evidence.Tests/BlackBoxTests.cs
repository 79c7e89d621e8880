using System.Globalization;
using Trapeze.Evidence.BlackBox;
using Trapeze.Evidence.BlackBox.Pairs;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

public sealed class BlackBoxTests(ITestOutputHelper output)
{
    private const int Pairs = 2_000;

    [Fact]
    public async Task HiddenRequests_ChangeNothingThatAnObserverSees()
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("TRAPEZE_SEED"), CultureInfo.InvariantCulture, out var given) ? given : (ulong)Random.Shared.NextInt64();
        var census = new Census();
        var finding = await new BlackBoxLevel { Shrinks = true }.SearchAsync(seed, Pairs, census, CancellationToken.None);
        output.WriteLine($"TRAPEZE_SEED={seed}: {census}");

        Assert.True(finding is null, finding?.ToString());
        Assert.Equal(Pairs, census.Pairs);
        Assert.InRange(census.WithHiddenSteps, Pairs / 5, Pairs);
        Assert.InRange(census.WithOtherSecrets, Pairs / 5, Pairs);
        Assert.All(census.Shares, share => Assert.True(share.Value >= 0.03, $"{share.Key}: {share.Value:P1}"));
    }
}
