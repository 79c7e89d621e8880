using Trapeze.Evidence.Exhaustive;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>The exhaustive check up to a bound that takes a moment; at its full bound it is a command of its own.</summary>
public sealed class ExhaustiveTests(ITestOutputHelper output)
{
    [Fact]
    public void EverySmallState_AndEveryInterleaving_ShowsNothing()
    {
        var verdict = new Verdict();
        var stages = ExhaustiveCheck.Run(Bound.Small, verdict).ToList();
        stages.ForEach(stage => output.WriteLine($"{stage}"));

        Assert.True(verdict.Holds, verdict.Finding);
        Assert.Equal(6, stages.Count);
        Assert.All(stages, stage => Assert.True(stage.Count is { Steps: > 20_000, Comparisons: > 50_000 } && stage.Count.States + stage.Count.Schedules > 1_000, $"{stage}"));
    }
}
