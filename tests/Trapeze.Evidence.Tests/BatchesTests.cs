using Trapeze.Evidence.Batches;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>Batches of mixed labels, small; <c>dotnet run --project tests/Trapeze.Evidence -- batches</c> runs those of up to 10,000 records.</summary>
public sealed class BatchesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Batches_OfMixedLabelsWithFailures_AreEachAtTheirLabel_AndReported()
    {
        var seed = Replay.Seed();
        output.WriteLine($"TRAPEZE_SEED={seed}");
        var tally = BatchTally.Nothing;
        for (var time = 0; time < 6; time++)
        {
            tally = tally.And(await new BatchTrial(seed + (ulong)time, 60).RunAsync());
        }

        Assert.True(tally.Complaint is null, $"{tally}");
        Assert.True(tally is { Failed: > 5, Risen: > 5, Refused: > 5, Replayed: > 2 }, $"{tally}");
    }
}
