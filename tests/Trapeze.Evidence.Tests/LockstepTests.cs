using System.Globalization;
using Trapeze.Evidence.Lockstep;
using Trapeze.Evidence.Lockstep.Monitors;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>What ships beside the machine, with this script's budget.</summary>
public sealed class LockstepTests(ITestOutputHelper output)
{
    private const long MonitorPrograms = 20_000;
    private const long StorePrograms = 1_500;

    private static ulong Seed => Environment.GetEnvironmentVariable("TRAPEZE_SEED")?.Split(',')[0] is { } seed
        ? ulong.Parse(seed, CultureInfo.InvariantCulture)
        : (ulong)Random.Shared.NextInt64();

    [Fact]
    public async Task Monitor_AnyProgramUnderAnyPolicy_DoesAsTheMachine()
    {
        var tally = new Tally();

        var finding = await new LockstepMonitor().SearchAsync(Seed, MonitorPrograms, tally, CancellationToken.None);

        output.WriteLine($"{tally}");
        Assert.True(finding is null, $"{finding}");
        Assert.Equal(MonitorPrograms, tally["monitor: programs"]);
        Assert.All(
            Enum.GetNames<OperationKind>(),
            kind => Assert.True(tally.Share($"monitor: {kind}", "monitor: operations") >= 0.03, $"{kind} is {tally.Share($"monitor: {kind}", "monitor: operations"):p1} of the operations"));
        Assert.All(
            ["RaiseLabel", "Reply", "Send", "Receive", "Invoke", "Declassify"],
            rule => Assert.True(
                tally.Share($"monitor: {rule} allowed", $"monitor: {rule}") >= 0.1 && tally.Share($"monitor: {rule} refused", $"monitor: {rule}") >= 0.1,
                $"{rule} is mostly allowed, or mostly refused"));
        Assert.All(["Channel", "Table", "Event"], sink => Assert.True(tally.Share($"monitor: released into {sink}", "monitor: Declassify allowed") >= 0.05, sink));
        Assert.True(tally.Share("monitor: reply cut", "monitor: RaiseLabel allowed") >= 0.05);
        Assert.True(tally.Share("monitor: event dropped", "monitor: StartEvent") >= 0.05);
    }

    [Fact]
    public async Task Store_AnyProgram_AnswersAsTheMachine()
    {
        var tally = new Tally();

        var finding = await new LockstepStore().SearchAsync(Seed, StorePrograms, tally, CancellationToken.None);

        output.WriteLine($"{tally}");
        Assert.True(finding is null, $"{finding}");
        Assert.Equal(StorePrograms, tally["store: programs"]);
    }
}
