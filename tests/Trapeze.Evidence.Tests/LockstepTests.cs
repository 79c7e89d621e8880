using Trapeze.Evidence.Lockstep;
using Trapeze.Evidence.Lockstep.Monitors;
using Trapeze.Evidence.Lockstep.Stores;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>What ships beside the machine, with this script's budget.</summary>
public sealed class LockstepTests(ITestOutputHelper output)
{
    private const long MonitorPrograms = 20_000;
    private const long StorePrograms = 5_000;

    [Fact]
    public async Task Monitor_AnyProgramUnderAnyPolicy_DoesAsTheMachine()
    {
        var tally = new Tally();

        var finding = await new LockstepMonitor().SearchAsync(Replay.Seed(), MonitorPrograms, tally, CancellationToken.None);

        output.WriteLine($"{tally}");
        Assert.True(finding is null, $"{finding}");
        Assert.Equal(MonitorPrograms, tally["monitor: programs"]);
        Assert.All(Enum.GetNames<OperationKind>(), kind => AtLeast(tally, 0.03, $"monitor: {kind}", "monitor: operations"));
        Assert.All(["RaiseLabel", "Reply", "Send", "Receive", "Invoke", "Declassify"], rule =>
        {
            AtLeast(tally, 0.1, $"monitor: {rule} allowed", $"monitor: {rule}");
            AtLeast(tally, 0.1, $"monitor: {rule} refused", $"monitor: {rule}");
        });
        Assert.All(["Channel", "Table", "Event"], sink => AtLeast(tally, 0.05, $"monitor: released into {sink}", "monitor: Declassify allowed"));
        AtLeast(tally, 0.05, "monitor: reply cut", "monitor: RaiseLabel allowed");
        AtLeast(tally, 0.05, "monitor: raise behind the reply", "monitor: RaiseLabel allowed");
        AtLeast(tally, 0.05, "monitor: event dropped", "monitor: StartEvent");
    }

    [Fact]
    public async Task Store_AnyProgram_AnswersAsTheMachine()
    {
        var tally = new Tally();

        var finding = await new LockstepStore().SearchAsync(Replay.Seed(), StorePrograms, tally, CancellationToken.None);

        output.WriteLine($"{tally}");
        Assert.True(finding is null, $"{finding}");
        Assert.Equal(StorePrograms, tally["store: programs"]);
        Assert.All(Enum.GetNames<StoreOperationKind>(), kind => AtLeast(tally, 0.03, $"store: {kind}", "store: operations"));
        AtLeast(tally, 0.2, "store: reads beside hidden facets", "store: reads");
        AtLeast(tally, 0.2, "store: reads that a hidden facet would change", "store: reads");
        AtLeast(tally, 0.15, "store: get present", "GetItem");
        AtLeast(tally, 0.1, "store: update of what is present", "UpdateItem");
        AtLeast(tally, 0.2, "store: condition met", "store: conditions");
        AtLeast(tally, 0.2, "store: condition refused", "store: conditions");
        AtLeast(tally, 0.1, "store: pages backward", "store: pages forward");
        // It follows the few hundred policies drawn: some runs have 4.9%.
        AtLeast(tally, 0.03, "monitor: RaiseLabel allowed", "monitor: operations");
        Assert.All(Enum.GetValues<Interlude>(), interlude => AtLeast(tally, 0.01, $"store: interlude {interlude}", "store: programs"));
        Assert.True(tally.Share("store: labels too complex", "store: labels asked for") < 0.02);
        Assert.True(tally["store: facets swept"] > 0);
    }

    private static void AtLeast(Tally tally, double share, string part, string whole) =>
        Assert.True(tally.Share(part, whole) >= share, $"{part} are {tally.Share(part, whole):p1} of {whole}");
}
