using Trapeze.Evidence.Protocols;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>The protocol of the DynamoDB backend, model-checked as it ships; <c>TRAPEZE_CASES=n</c> sets how many schedules of a case are run.</summary>
public sealed class ProtocolTests(ITestOutputHelper output)
{
    private const long Schedules = 1_000;

    // By far the most that any planted mistake was seen to need is 801.
    private const long MostNeeded = 6_000;

    // What is not filed at two places that one label looks at both is found out soon.
    private const long MostForOpen = 60_000;

    public static TheoryData<string> Cases => [.. ProtocolLevel.Cases];

    public static TheoryData<string> SteeredCases => [.. ProtocolLevel.SteeredCases];

    public static TheoryData<string> OpenCases => [.. ProtocolLevel.OpenCases];

    public static TheoryData<string> Mistakes => [.. ProtocolLevel.Mistakes];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Protocol_SmallCase_IsLinearizablePerLabelAndAsksForTheSameWhateverIsHidden(string name)
    {
        var result = await Task.Run(() => ProtocolLevel.Search(name, Replay.Seed(), Replay.Cases(Schedules)));
        output.WriteLine($"{name}: {result.Schedules} schedules{(result.IsExhausted ? ", all there are" : "")}, {result.Histories} histories");

        Assert.True(result.Wrong is null, result.Wrong);
        Assert.True(result.IsExhausted || result.Schedules >= Replay.Cases(Schedules), $"{result.Schedules}");
        Assert.InRange(result.Histories, 2, int.MaxValue);
    }

    // That each leads where it should is shown by the mutants that only it finds.
    [Theory]
    [MemberData(nameof(SteeredCases))]
    public async Task Protocol_SteeredCase_IsLinearizablePerLabelAndAsksForTheSameWhateverIsHidden(string name)
    {
        var result = await Task.Run(() => ProtocolLevel.Search(name, Replay.Seed(), Replay.Cases(Schedules)));

        Assert.True(result.Wrong is null, result.Wrong);
        Assert.Equal(Replay.Cases(Schedules), result.Schedules);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Protocol_WithAPlantedMistake_IsFound(string mistake)
    {
        var result = await Task.Run(() => ProtocolLevel.Search(mistake, Replay.Seed(), MostNeeded));
        output.WriteLine($"{mistake}: {result.Schedules} schedules\n{result.Wrong}");

        Assert.NotNull(result.Wrong);
    }

    // docs/store.md says so: should one hold some day, it says too little.
    [Theory]
    [MemberData(nameof(OpenCases))]
    public async Task Protocol_KnownLimit_IsStillThere(string name)
    {
        var result = await Task.Run(() => ProtocolLevel.Search(name, Replay.Seed(), MostForOpen));
        output.WriteLine($"{name}: {result.Schedules} schedules\n{result.Wrong}");

        Assert.NotNull(result.Wrong);
    }
}
