using Trapeze.Store.Tests.DynamoDb;
using Trapeze.Testing;
using static Trapeze.Store.Tests.Transfer.Moves;

namespace Trapeze.Store.Tests.Transfer;

/// <summary>From the embedded store to DynamoDB and back.</summary>
public sealed class TransferOnDynamoDbTests(LocalTables tables) : IClassFixture<LocalTables>
{
    private const int Cases = 6;

    [DynamoDbLocalFact]
    public async Task Move_ThereAndBack_ShowsEveryLabelTheSame()
    {
        var seed = Replay.SeedOfRandom();
        var random = new Random(seed);
        var cases = Replay.Cases(Cases);
        for (var at = 0; at < cases; at++)
        {
            var steps = Enumerable.Range(0, 40).Select(_ => random.Next(Steps)).ToArray();
            using var here = new TemporaryStore();
            using var back = new TemporaryStore();
            using var there = Open($"{seed}-{at}");
            await PlayAsync(here.Store, steps);

            await MoveAsync(here.Store, there);
            await MoveAsync(there, back.Store);

            var expected = await SeenAsync(here.Store);
            Assert.True(expected == await SeenAsync(there), $"TRAPEZE_SEED={seed}: there, {string.Join(' ', steps)}");
            Assert.True(expected == await SeenAsync(back.Store), $"TRAPEZE_SEED={seed}: back, {string.Join(' ', steps)}");
            Assert.Empty(await here.Store.CompareAsync(there, TemporaryStore.Retail));
        }
    }

    [DynamoDbLocalFact]
    public async Task Export_OfWhatWasWrittenThere_ShowsEveryLabelTheSame()
    {
        var seed = Replay.SeedOfRandom();
        var random = new Random(seed);
        using var there = Open($"{seed}-written");
        using var here = new TemporaryStore();
        await PlayAsync(there, [.. Enumerable.Range(0, 120).Select(_ => random.Next(Steps))]);

        await MoveAsync(there, here.Store);

        Assert.True(await SeenAsync(there) == await SeenAsync(here.Store), $"TRAPEZE_SEED={seed}");
        Assert.Empty(await there.CompareAsync(here.Store, TemporaryStore.Retail));
    }

    private FacetedStore Open(string name)
    {
        TemporaryStore.Backend.Value = tables.Of;
        try
        {
            return TemporaryStore.OpenAt(name);
        }
        finally
        {
            TemporaryStore.Backend.Value = null;
        }
    }
}
