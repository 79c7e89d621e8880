using Trapeze.Evidence.Lambdas;
using Trapeze.Testing;

namespace Trapeze.Evidence.Tests;

/// <summary>semantics §2, "Warm instances", with real processes behind a stand-in for Lambda.</summary>
public sealed class LambdaTests
{
    private const int Invocations = 100;
    private const int Batches = 3;
    private const int Records = 20;

    [Fact]
    public async Task Canaries_OfWarmInvocations_AreFoundByThoseWhoMaySeeThem_AndByNobodyElse()
    {
        var seed = Replay.Seed();

        var tally = await new Canaries(seed).RunAsync((int)Replay.Cases(Invocations));

        Assert.True(tally.Complaints.Count == 0, $"TRAPEZE_SEED={seed}: {tally}");
        Assert.True(tally.Renewals > 0 && tally.Risen > 0, $"TRAPEZE_SEED={seed}: {tally}");
        Assert.All(CanaryPlaces.Names, place => Assert.True(tally.Found.ContainsKey(place), $"TRAPEZE_SEED={seed}: none is ever found in {place}: {tally}"));
    }

    [Fact]
    public async Task Canaries_OfRecordsOfMixedBatches_AreFoundByThoseWhoMaySeeThem_AndByNobodyElse()
    {
        var seed = Replay.Seed();

        var tally = await new Canaries(seed).RunBatchesAsync(Batches, Records);

        Assert.True(tally.Complaints.Count == 0, $"TRAPEZE_SEED={seed}: {tally}");
        Assert.Equal(Batches * Records, tally.Invocations);
        Assert.All(CanaryPlaces.Names, place => Assert.True(tally.Found.ContainsKey(place), $"TRAPEZE_SEED={seed}: none is ever found in {place}: {tally}"));
    }

    [Fact]
    public async Task Canaries_InAProcessOfAllLabels_AreFoundFromBelow_InEveryPlace()
    {
        // Which threads functions meet is chance: in some processes a lower label meets none that a higher one has left.
        var places = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 3UL; seed < 13 && !places.IsSupersetOf(CanaryPlaces.Names); seed++)
        {
            places.UnionWith((await new Canaries(seed, isShared: true).RunAsync(60)).FoundFromBelow.Keys);
        }

        Assert.All(CanaryPlaces.Names, place => Assert.True(places.Contains(place), $"none is found in {place}"));
    }
}
