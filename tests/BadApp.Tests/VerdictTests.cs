using BadApp.Measuring;
using BadApp.Theft;

namespace BadApp.Tests;

public sealed class VerdictTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);

    [Fact]
    public void Faults_OfATheftThatOnlyTrapezeStops_AreNone() => Assert.Empty(Verdict.Faults(MadeUp.Hauls(MadeUp.Open, _ => MadeUp.Closed(Soon))));

    [Fact]
    public void Faults_OfALeakUnderTrapeze_NameTheWay()
    {
        var faults = Verdict.Faults(MadeUp.Hauls(MadeUp.Open, MadeUp.Open));

        Assert.All(Play.Ways, way => Assert.Contains(faults, fault => fault.Contains($"Trapeze {way}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Faults_OfALeakByTimeAlone_AreTold() => Assert.All(
        Verdict.Faults(MadeUp.Hauls(MadeUp.Open, isSet => MadeUp.Closed(isSet ? 4 * Soon : Soon))),
        fault => Assert.Contains("by its time", fault, StringComparison.Ordinal));

    // Each tells the bit, and a number that comes once: shuffled bits are told just as well.
    [Fact]
    public void Faults_OfALeakInObservationsThatAreNeverAlike_AreTold()
    {
        var number = 0;
        var faults = Verdict.Faults(MadeUp.Hauls(MadeUp.Open, isSet => MadeUp.Closed(Soon, $"{isSet} {number++}")));

        Assert.All(Play.Ways, way => Assert.Contains(faults, fault => fault.Contains($"observations of {way}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Faults_OfATheftThatFailsWithoutAGuard_AreTold() => Assert.Equal(
        Play.Ways.Length, Verdict.Faults(MadeUp.Hauls(_ => MadeUp.Closed(Soon), _ => MadeUp.Closed(Soon))).Count(fault => fault.StartsWith("Without a guard", StringComparison.Ordinal)));

    [Fact]
    public void Faults_OfHostileCodeThatDidNotAct_AreTold() => Assert.Contains(
        Verdict.Faults(MadeUp.Hauls(MadeUp.Open, _ => MadeUp.Closed(Soon), _ => MadeUp.Closed(Soon))), fault => fault.Contains("Alice", StringComparison.Ordinal));
}
