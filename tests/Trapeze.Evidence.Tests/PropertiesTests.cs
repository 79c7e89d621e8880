using FsCheck.Fluent;
using Trapeze.Evidence.Properties;
using Trapeze.ReferenceMachine;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>The properties of the reference machine, and that they looked at what they speak of.</summary>
public sealed class PropertiesTests(ITestOutputHelper output)
{
    [Fact]
    public void SingleSteps_LeaveEqualStatesEqual()
    {
        var tally = Hold(new SingleStep(), 70_000);

        Enough(tally, steps: 1_000_000, traces: 0);
    }

    [Fact]
    public void Traces_AreEqual_AfterEachStep()
    {
        var tally = Hold(new Traces(), 45_000);

        Enough(tally, steps: 1_000_000, traces: 100_000);
    }

    [Fact]
    public void Runs_AreEqual_EndToEnd_WhetherSomebodyHiddenCrashesOrHangs()
    {
        var tally = Hold(new EndToEnd(), 20_000);

        Enough(tally, steps: 200_000, traces: 20_000, releases: false);
    }

    [Fact]
    public void Steps_CommuteWithErasure()
    {
        var tally = Hold(new Erasure(), 40_000);

        Enough(tally, steps: 400_000, traces: 0);
    }

    [Fact]
    public void Releases_AreDecidedByWhatIsVouchedFor()
    {
        var tally = Hold(new Robustness(), 40_000);

        Enough(tally, steps: 400_000, traces: 0);
    }

    [Fact]
    public void Replies_AreDecidedOnce() => Assert.True(Hold(new Replies(), 40_000).Steps >= 200_000 || Replay.IsAsked);

    [Fact]
    public void Refusals_AreThoseOfThePage()
    {
        var tally = Hold(new Refusals(), 40_000);

        Enough(tally, steps: 200_000, traces: 0);
    }

    [Fact]
    public void Stores_AreTheirHistory() => Assert.True(Hold(new StoreLaws(), 20_000).Steps >= 50_000 || Replay.IsAsked);

    [Fact]
    public void Labels_AreTheFormulasOfThePage() => Assert.True(Hold(new LabelLaws(), 2_000).Cases >= 2_000 || Replay.IsAsked);

    private Tally Hold(TapeLevel level, int cases)
    {
        var tally = new Tally();
        var tapes = from high in Gen.Choose(0, int.MaxValue)
                    from low in Gen.Choose(0, int.MaxValue)
                    select new Case(level, tally, Tape.Draw(new Dice(((ulong)high << 32) | (uint)low)));

        Law.Holds(Arb.From(tapes, one => one.Simpler()), one => one.Holds, cases);

        output.WriteLine($"{level.Name}: {tally}");
        return tally;
    }

    private static void Enough(Tally tally, long steps, long traces, bool releases = true)
    {
        if (Replay.IsAsked)
        {
            return;
        }

        Assert.True(tally.Steps >= steps, $"{tally}");
        Assert.True(tally.Traces >= traces, $"{tally}");
        Assert.True(tally.HiddenShare >= 20, $"{tally}");
        Assert.True(tally.CasesWithHiddenStep * 5 >= tally.Cases, $"{tally}");
        Assert.True(tally.CasesWithSecret * 5 >= tally.Cases, $"{tally}");
        Assert.All(Enum.GetValues<Rule>(), rule => Assert.True(tally.Share(rule) >= 3 && (tally.Allowed(rule) >= 20 || (rule == Rule.Declassify && !releases)), $"{rule}: {tally}"));
    }

    /// <summary>A tape as FsCheck shows it: by what is wrong with it.</summary>
    private sealed class Case(TapeLevel level, Tally tally, byte[] tape)
    {
        public bool Holds => level.Check(tape, tally) is null;

        public IEnumerable<Case> Simpler() => Tape.Simpler(tape).Select(simpler => new Case(level, new Tally(), simpler));

        public override string ToString() => level.Check(tape, new Tally()) ?? "nothing is wrong";
    }
}
