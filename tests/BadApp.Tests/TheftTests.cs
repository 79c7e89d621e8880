using BadApp.Hosting;
using BadApp.Hostile;
using BadApp.Theft;

namespace BadApp.Tests;

/// <summary>What the thief takes home, guard by guard, over real HTTP.</summary>
public sealed class TheftTests
{
    [Fact]
    public async Task WithoutAGuard_EveryWay_StealsEveryBit()
    {
        var play = await StageInStepsAsync(Guard.None);

        Assert.All(Play.Ways, way => Assert.Equal(Secret.Length, play.Stolen(way)));
    }

    [Fact]
    public async Task WithoutAGuard_TheReplyThatTheBitSlowsDown_SaysNothingElse()
    {
        var play = await StageInStepsAsync(Guard.None);

        Assert.Single(play.Seen[Way.Slow].Select(one => one.Text).Distinct(StringComparer.Ordinal));
        Assert.Equal([TimeSpan.Zero, Injected.Nap], play.Seen[Way.Slow].Select(one => one.Answer.Time).Distinct().Order());
    }

    [Theory]
    [InlineData(Way.Loop)]
    [InlineData(Way.Crash)]
    [InlineData(Way.Slow)]
    public async Task AGuardThatLetsTheEndBeSeen_LosesEveryBitByIt(Way way)
    {
        var play = await StageInStepsAsync(Guard.Insensitive);

        Assert.Equal(Secret.Length, play.Stolen(way));
    }

    [Theory]
    [InlineData(Way.Write)]
    [InlineData(Way.Log)]
    [InlineData(Way.Page)]
    public async Task AGuardThatLetsTheEndBeSeen_ChecksWhatIsSaid(Way way)
    {
        var play = await StageInStepsAsync(Guard.Insensitive);

        Assert.Single(play.Seen[way].Select(one => one.Text).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Trapeze_ShowsTheSame_WhateverTheSecret()
    {
        var secret = Dice();

        var play = await StageUnderTrapezeAsync(secret);
        var turned = await StageUnderTrapezeAsync(secret.Complement);

        Assert.All(Play.Ways, way => Assert.Equal(play.Seen[way].Select(one => one.Text), turned.Seen[way].Select(one => one.Text)));
        Assert.Equal(Said(play), Said(turned));
    }

    [Fact]
    public async Task Trapeze_ShowsTheSame_ForEveryBit()
    {
        var play = await StageUnderTrapezeAsync(Dice());

        Assert.All(Play.Ways, way => Assert.Single(play.Seen[way].Select(one => one.Text).Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Trapeze_LetsTheHostileCodeAct_ForThoseWhoMaySee()
    {
        using var stage = new Stage();
        var secret = Dice();

        var play = await Play.StageAsync(Guard.Trapeze, secret, stage, new EndlessPatience(), TimeProvider.System);

        Assert.All(Play.Records, way => Assert.Equal(Secret.Length, play.KnownToAlice(way)));
        Assert.Equal(Enumerable.Range(0, Secret.Length).Count(secret.IsSet), stage.Looping);
    }

    [Fact]
    public async Task Trapeze_LetsThroughWhatWasDoneBeforeTheRaise()
    {
        var play = await StageUnderTrapezeAsync(Dice());

        Assert.All(Play.Ways.SelectMany(way => play.Seen[way]), one =>
        {
            Assert.Equal(StatusCodes.Forbidden, one.Answer.Status);
            Assert.Contains("\"count\":1", Assert.Single(one.Pages).Body, StringComparison.Ordinal);
            Assert.EndsWith("somebody signed the guest book", Assert.Single(one.LogLines), StringComparison.Ordinal);
        });
    }

    private static Secret Dice() => Secret.Random(Random.Shared);

    // The server's own pulse: it tells of a busy machine, and is no line of the application's.
    private static IEnumerable<string> Said(Play play) => play.Log.Where(line => !line.Contains("heartbeat", StringComparison.Ordinal));

    private static async Task<Play> StageInStepsAsync(Guard guard)
    {
        using var stage = new Stage();
        var (secret, time) = (Dice(), new SteppedTime());
        return await Play.StageAsync(guard, secret, stage, new KnowingPatience(secret, stage, time), time);
    }

    private static async Task<Play> StageUnderTrapezeAsync(Secret secret)
    {
        using var stage = new Stage();
        return await Play.StageAsync(Guard.Trapeze, secret, stage, new EndlessPatience(), TimeProvider.System);
    }

    private static class StatusCodes
    {
        public const int Forbidden = 403;
    }
}
