using BadApp.Hostile;
using BadApp.Theft;
using Microsoft.AspNetCore.Http;

namespace BadApp.Tests;

/// <summary>What the thief takes home, guard by guard, over real HTTP.</summary>
public sealed class TheftTests(StagedPlays plays) : IClassFixture<StagedPlays>
{
    [Fact]
    public void WithoutAGuard_EveryWay_StealsEveryBit() => Assert.All(Play.Ways, way => Assert.Equal(Secret.Length, plays.Unguarded.Stolen(way)));

    [Fact]
    public void WithoutAGuard_TheReplyThatTheBitSlowsDown_SaysNothingElse()
    {
        Assert.Single(Texts(plays.Unguarded, Way.Slow).Distinct(StringComparer.Ordinal));
        Assert.Equal([TimeSpan.Zero, Injected.Nap], plays.Unguarded.Seen[Way.Slow].Select(one => one.Answer.Time).Distinct().Order());
    }

    [Theory]
    [InlineData(Way.Loop)]
    [InlineData(Way.Crash)]
    [InlineData(Way.Slow)]
    public void AGuardThatLetsTheEndBeSeen_LosesEveryBitByIt(Way way) => Assert.Equal(Secret.Length, plays.Insensitive.Stolen(way));

    [Theory]
    [InlineData(Way.Write)]
    [InlineData(Way.Log)]
    [InlineData(Way.Page)]
    public void AGuardThatLetsTheEndBeSeen_ChecksWhatIsSaid(Way way) => Assert.Single(Texts(plays.Insensitive, way).Distinct(StringComparer.Ordinal));

    [Fact]
    public void Trapeze_ShowsTheSame_WhateverTheSecret()
    {
        Assert.All(Play.Ways, way => Assert.Equal(Texts(plays.Guarded, way), Texts(plays.Turned, way)));
        Assert.Equal<string>(plays.Guarded.Log, plays.Turned.Log);
    }

    [Fact]
    public void Trapeze_ShowsTheSame_ForEveryBit() =>
        Assert.All(Play.Ways, way => Assert.Single(Texts(plays.Guarded, way).Distinct(StringComparer.Ordinal)));

    [Fact]
    public void Trapeze_LetsTheHostileCodeAct_ForThoseWhoMaySee()
    {
        Assert.All(Play.Records, way => Assert.Equal(Secret.Length, plays.Guarded.KnownToAlice(way)));
        Assert.Equal(Enumerable.Range(0, Secret.Length).Count(plays.Guarded.Secret.IsSet), plays.Looping);
    }

    [Fact]
    public void Trapeze_LetsThroughWhatWasDoneBeforeTheRaise() => Assert.All(Play.Ways.SelectMany(way => plays.Guarded.Seen[way]), one =>
    {
        Assert.Equal(StatusCodes.Status403Forbidden, one.Answer.Status);
        Assert.Contains("\"count\":1", Assert.Single(one.Pages).Body, StringComparison.Ordinal);
        Assert.EndsWith("somebody signed the guest book", Assert.Single(one.LogLines), StringComparison.Ordinal);
    });

    private static IEnumerable<string> Texts(Play play, Way way) => play.Seen[way].Select(one => one.Text);
}
