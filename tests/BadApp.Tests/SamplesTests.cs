using BadApp.Measuring;

namespace BadApp.Tests;

public sealed class SamplesTests
{
    private const int Runs = 8;
    private const int Length = 64;

    [Fact]
    public void Estimate_OfWhatNeverChanges_IsExactlyNothing()
    {
        var estimate = Sampled(new Random(1), (_, _) => "the same").Estimate(new Random(1));

        Assert.Equal((0, 0, 0), (estimate.Bits, estimate.Error, estimate.Null));
        Assert.False(estimate.IsBeyondNull);
    }

    [Fact]
    public void Estimate_OfNoise_IsWithinTheNull()
    {
        var estimate = Sampled(new Random(2), (dice, _) => $"{dice.Next(6)}").Estimate(new Random(2));

        Assert.False(estimate.IsBeyondNull);
        Assert.Equal(estimate.Null, estimate.Bits, 6 * estimate.NullError);
        Assert.InRange(estimate.NullError, 0.0001, 0.02);
    }

    [Fact]
    public void Estimate_OfTheBitItself_IsOneBitBeyondTheNull()
    {
        var estimate = Sampled(new Random(3), (_, bit) => bit ? "late" : "soon").Estimate(new Random(3));

        Assert.True(estimate.IsBeyondNull);
        Assert.Equal(1, estimate.Bits, 0.03);
        Assert.Equal(0, estimate.Null, 0.01);
    }

    [Fact]
    public void Estimate_OfAWhisper_IsBeyondTheNull()
    {
        var estimate = Sampled(new Random(4), (dice, bit) => (dice.NextDouble() < 0.35) != bit ? "late" : "soon").Estimate(new Random(4));

        Assert.True(estimate.IsBeyondNull);
        Assert.InRange(estimate.Bits, 0.02, 0.15);
        Assert.InRange(estimate.Error, 0.005, 0.05);
    }

    // What differs from run to run says nothing of a bit, though it is found in runs with more set bits than others.
    [Fact]
    public void Shuffles_StayWithinARun()
    {
        var runs = Enumerable.Range(0, Runs).Select(run => (IReadOnlyList<(bool, int)>)[.. Enumerable.Range(0, Length).Select(bit => (bit < 8 * run, run))]);

        var estimate = Samples.Of(runs).Estimate(new Random(5));

        Assert.Equal(estimate.Bits, estimate.Null, 9);
        Assert.False(estimate.IsBeyondNull);
    }

    private static Samples Sampled(Random dice, Func<Random, bool, string> see) => Samples.Of(Enumerable.Range(0, Runs).Select(_ =>
        (IReadOnlyList<(bool, string)>)[.. Enumerable.Range(0, Length).Select(_ => dice.Next(2) == 1).Select(bit => (bit, see(dice, bit)))]));
}
