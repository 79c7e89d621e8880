using Trapeze.Evidence.Timing;

namespace Trapeze.Evidence.Tests;

/// <summary>The statistics of the timing command, on made-up times: no clock is read here.</summary>
public sealed class TimingTests
{
    private const int Count = 10_000;

    [Fact]
    public void WelchT_KnownSamples_IsAsComputedByHand()
    {
        // Means 3 and 6, variances 2.5 and 10, five each: 3 / sqrt(0.5 + 2).
        double[] a = [1, 2, 3, 4, 5];
        double[] b = [2, 4, 6, 8, 10];

        Assert.Equal(3 / Math.Sqrt(2.5), Welch.T(a, b), 12);
        Assert.Equal(-3 / Math.Sqrt(2.5), Welch.T(b, a), 12);
    }

    [Fact]
    public void WelchT_SamplesOfOtherSizes_WeighsEachVarianceByItsOwn()
    {
        // Means 2 and 4, variances 1 and 4/3, three and four.
        double[] a = [1, 2, 3];
        double[] b = [3, 3, 5, 5];

        Assert.Equal(2 / Math.Sqrt((1.0 / 3) + (4.0 / 3 / 4)), Welch.T(a, b), 12);
    }

    [Fact]
    public void WelchT_NothingScatters_IsZeroOrInfinite()
    {
        Assert.Equal(0, Welch.T([7, 7, 7], [7, 7]));
        Assert.Equal(double.PositiveInfinity, Welch.T([7, 7, 7], [8, 8]));
        Assert.Equal(0, Welch.T([7], [8, 9]));
    }

    [Theory]
    [MemberData(nameof(Seeds), 20)]
    public void Comparison_SameDistribution_DoesNotDiffer(int seed)
    {
        var compared = Compare(seed, (_, time) => time);

        Assert.False(compared.Differs, $"{compared.T} of {compared.Statistic}");
        Assert.InRange(Math.Abs(compared.T), 0, 7);
        Assert.InRange(compared.MedianOfA, 4_000, 6_000);
    }

    [Theory]
    [MemberData(nameof(Seeds), 20)]
    public void Comparison_DelayOfTheOther_IsFoundWithItsSign(int seed)
    {
        Assert.True(Compare(seed, (_, time) => time + 500).T > Comparison.Threshold);
        Assert.True(Compare(seed, (_, time) => time - 500).Differs);
    }

    [Theory]
    [MemberData(nameof(Seeds), 5)]
    public void Comparison_OneTimeInTwentyIsDelayed_IsFound(int seed) =>
        Assert.True(Compare(seed, (dice, time) => dice.Next(20) == 0 ? time + 5_000 : time).Differs);

    // The means are the same: only the second order tells.
    [Theory]
    [MemberData(nameof(Seeds), 5)]
    public void Comparison_OtherScattersMore_IsFoundByTheSquares(int seed)
    {
        var compared = Compare(seed, (dice, time) => time + (dice.Flip() ? 400 : -400), outliers: false);

        Assert.True(compared.Differs);
    }

    // Outliers of the machine drown the mean of all; cropping brings the delay to light.
    [Fact]
    public void Comparison_DelayBelowTheNoiseOfOutliers_IsFoundByCropping()
    {
        var dice = new Dice(1);
        var (a, b) = (Times(dice, outliers: true), Times(dice, outliers: true).ConvertAll(time => time + 100));

        Assert.InRange(Math.Abs(Welch.T([.. a], [.. b])), 0, Comparison.Threshold);
        Assert.True(new Comparison(a, b).Differs);
    }

    [Fact]
    public void Resolution_IsTheDifferenceThatIsJustFound()
    {
        var dice = new Dice(2);
        var (a, b) = (Times(dice, outliers: false), Times(dice, outliers: false));
        var resolution = new Comparison(a, b).Resolution;

        Assert.True(new Comparison(a, b.ConvertAll(time => time + (2 * resolution))).Differs);
        Assert.False(new Comparison(a, b.ConvertAll(time => time + (resolution / 4))).Differs);
    }

    public static TheoryData<int> Seeds(int count) => [.. Enumerable.Range(1, count)];

    private static Comparison Compare(int seed, Func<Dice, double, double> other, bool outliers = true)
    {
        var dice = new Dice((ulong)seed);
        var a = Times(dice, outliers);
        return new Comparison(a, Times(dice, outliers).ConvertAll(time => other(dice, time)));
    }

    // About 5,000 ns, one way and the other by a few hundred; one in a hundred is interrupted for up to a millisecond.
    private static List<double> Times(Dice dice, bool outliers) =>
        [.. Enumerable.Range(0, Count).Select(_ =>
            4_400 + dice.Next(400) + dice.Next(400) + dice.Next(400) + (outliers && dice.Next(100) == 0 ? dice.Next(1_000_000) : 0))];
}
