using Trapeze.Evidence.Differential;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>The same random operations on AWS's DynamoDB Local and on the engine; <c>TRAPEZE_SEED=n</c> replays them, <c>TRAPEZE_CASES=n</c> makes so many.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const long Operations = 3_000;

    // Always the same: what other seeds meet is for the command, whose every difference is looked at.
    private const ulong Usual = 1;

    [DynamoDbLocalFact]
    public async Task Engine_AnyOperation_AnswersAsDynamoDbLocal()
    {
        var tally = new DifferentialTally();
        var found = await DifferentialSearch.RunAsync(Replay.Seed(Usual), Replay.Cases(Operations), tally, finding => output.WriteLine($"{finding}"));
        output.WriteLine($"{tally}");

        Assert.True(found.Count == 0, string.Join("\n\n", found));
        Assert.All(DifferentialSearch.Kinds, kind => AtLeast(tally, 0.03, kind, "operations"));
        Assert.All(DifferentialSearch.Kinds, kind => AtLeast(tally, 0.05, $"{kind}: refused", kind));
        Assert.All(DifferentialSearch.Kinds, kind => AtLeast(tally, 0.2, $"{kind}: succeeded", kind));
        AtLeast(tally, 0.4, "succeeded", "operations");
        AtLeast(tally, 0.2, "refused", "operations");
        AtLeast(tally, 0.1, "error ValidationException", "operations");
        AtLeast(tally, 0.03, "error ConditionalCheckFailedException", "operations");
        AtLeast(tally, 0.03, "looks at the contents", "operations");
    }

    private static void AtLeast(DifferentialTally tally, double share, string part, string whole) =>
        Assert.True(tally[part] >= share * tally[whole], $"{part}: {tally[part]} of {tally[whole]} {whole}");
}
