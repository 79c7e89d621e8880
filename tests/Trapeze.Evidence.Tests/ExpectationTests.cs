using Trapeze.Evidence.Kills;

namespace Trapeze.Evidence.Tests;

/// <summary>What a store that loses, doubles or brings back writes would be caught by.</summary>
public sealed class ExpectationTests
{
    private static readonly Dictionary<Written, Stage> Counts = new()
    {
        [new Written(0, "count", 0)] = Stage.Acknowledged,
        [new Written(1, "count", 0)] = Stage.Known,
        [new Written(0, "count", 1)] = Stage.Begun,
    };

    private static readonly Dictionary<Written, Stage> Puts = new()
    {
        [new Written(0, "last", 0)] = Stage.Begun,
        [new Written(0, "last", 1)] = Stage.Acknowledged,
        [new Written(0, "last", 2)] = Stage.Begun,
        [new Written(0, "last", 3)] = Stage.Begun,
    };

    [Theory]
    [InlineData(true, 2, "0.0 1.0", null)]
    [InlineData(true, 3, "0.0 1.0 0.1", null)]
    [InlineData(false, 1, "0.0", null)]
    [InlineData(true, 1, "0.0", "lost 1.0")]
    [InlineData(false, 1, "1.0", "lost 0.0")]
    [InlineData(true, 0, "", "lost 0.0, 1.0")]
    [InlineData(true, 3, "0.0 1.0", "2 effects counted 3 times")]
    [InlineData(true, 2, "0.0 1.0 0.1", "3 effects counted 2 times")]
    [InlineData(true, 3, "0.0 1.0 7.7", "never begun 7.7")]
    public void OfCounter_WhatItHolds_IsHeldAgainstWhatIsKnown(bool isOwn, int times, string done, string? wrong) =>
        Assert.Equal(wrong, Expectation.OfCounter(Counts, isOwn, times, done.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData(1, null)]
    [InlineData(null, null)]
    [InlineData(3, null)]
    [InlineData(0, "holds 0, and may hold 1 or nothing or 3")]
    [InlineData(2, "holds 2, and may hold 1 or nothing or 3")]
    public void OfRegister_WhatItHolds_IsWhatTheLastOrALaterWriteLeft(int? number, string? wrong) => Assert.Equal(wrong, Expectation.OfRegister(Puts, number));

    [Fact]
    public void OfRegister_NothingAcknowledged_MayHoldNothing()
    {
        var begun = new Dictionary<Written, Stage> { [new Written(0, "last", 0)] = Stage.Begun };

        Assert.Null(Expectation.OfRegister(begun, null));
        Assert.Null(Expectation.OfRegister(begun, 0));
        Assert.NotNull(Expectation.OfRegister(begun, 1));
    }
}
