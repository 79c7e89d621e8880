using BadApp.Measuring;
using FsCheck.Fluent;
using Trapeze.Testing;

namespace BadApp.Tests;

/// <summary>The estimator against channels whose information is known.</summary>
public sealed class MutualInformationTests
{
    private const int Many = 20_000;
    private const double Tolerance = 0.03;

    [Fact]
    public void Estimate_OfAPerfectChannel_IsOneBit() =>
        Law.Holds(Gen.Choose(0, int.MaxValue - 1), seed =>
        {
            var bits = Bits(new Random(seed));

            Assert.Equal(1, MutualInformation.Estimate(bits, bits), Tolerance);
            Assert.Equal(1, MutualInformation.Estimate(bits, [.. bits.Select(bit => 1 - bit)]), Tolerance);
        }, count: 20);

    [Fact]
    public void Estimate_OfIndependentVariables_IsNothing() =>
        Law.Holds(Gen.Choose(0, int.MaxValue - 1), seed =>
        {
            var dice = new Random(seed);

            Assert.Equal(0, MutualInformation.Estimate(Bits(dice), [.. Enumerable.Range(0, Many).Select(_ => dice.Next(12))]), Tolerance);
        }, count: 20);

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.11)]
    [InlineData(0.25)]
    [InlineData(0.4)]
    public void Estimate_OfABinarySymmetricChannel_IsItsCapacity(double flips) =>
        Law.Holds(Gen.Choose(0, int.MaxValue - 1), seed =>
        {
            var dice = new Random(seed);
            var sent = Bits(dice);
            int[] received = [.. sent.Select(bit => dice.NextDouble() < flips ? 1 - bit : bit)];
            var capacity = 1 + (flips * Math.Log2(flips)) + ((1 - flips) * Math.Log2(1 - flips));

            Assert.Equal(capacity, MutualInformation.Estimate(sent, received), Tolerance);
        }, count: 20);

    [Fact]
    public void Estimate_IsSymmetric() =>
        Law.Holds(Gen.Choose(0, int.MaxValue - 1), seed =>
        {
            var dice = new Random(seed);
            var (x, y) = (Bits(dice), Bits(dice));

            Assert.Equal(MutualInformation.Estimate(x, y), MutualInformation.Estimate(y, x), 1e-9);
        }, count: 20);

    // Without the correction the mean would be near 7 / (2 * 256) nats, that is 0.02 bits.
    [Fact]
    public void Estimate_OfFewSamples_IsCorrected()
    {
        var dice = new Random(1);
        int[] Throw(int sides) => [.. Enumerable.Range(0, 256).Select(_ => dice.Next(sides))];

        Assert.Equal(0, Enumerable.Range(0, 2_000).Average(_ => MutualInformation.Estimate(Throw(2), Throw(8))), 0.003);
    }

    [Fact]
    public void Estimate_OfUnlikeLengths_IsRefused() => Assert.Throws<ArgumentException>(() => MutualInformation.Estimate([0, 1], [0]));

    private static int[] Bits(Random dice) => [.. Enumerable.Range(0, Many).Select(_ => dice.Next(2))];
}
