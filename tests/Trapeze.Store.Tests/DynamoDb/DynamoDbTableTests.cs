using System.Text;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>What the protocol relies on, asked of DynamoDB Local.</summary>
public sealed class DynamoDbTableTests(LocalTables tables) : IClassFixture<LocalTables>
{
    private const int Many = 16;
    private const string Table = "Physical";

    [DynamoDbLocalFact]
    public async Task Put_Guards_HoldAsTheySay()
    {
        using var table = await OpenAsync();
        var key = Key("guards");
        var first = Facet(10);
        var second = Facet(20);

        Assert.Equal(StepOutcome.Refused, await table.PutAsync(key, first, CellGuard.IsStill(second)));
        Assert.Equal(StepOutcome.Done, await table.PutAsync(key, first, CellGuard.IsStill(null)));
        Assert.Equal(StepOutcome.Refused, await table.PutAsync(key, second, CellGuard.IsStill(null)));
        Assert.Equal(StepOutcome.Refused, await table.PutAsync(key, second, CellGuard.IsOlderThan(10)));
        Assert.Equal(StepOutcome.Done, await table.PutAsync(key, second, CellGuard.IsOlderThan(11)));
        Assert.Equal(StepOutcome.Done, await table.PutAsync(Key("fresh"), first, CellGuard.IsOlderThan(1)));
        Assert.Equal(second.Uid, (await table.GetAsync(key))!.Uid);
    }

    [DynamoDbLocalFact]
    public async Task Put_AtOnce_IsDoneOnce()
    {
        using var table = await OpenAsync();
        var key = Key("at once");

        var outcomes = await Task.WhenAll(Enumerable.Range(1, Many).Select(at => Task.Run(() => table.PutAsync(key, Facet(at), CellGuard.IsStill(null)).AsTask())));

        Assert.Equal(1, outcomes.Count(outcome => outcome == StepOutcome.Done));
        Assert.Equal(Many - 1, outcomes.Count(outcome => outcome == StepOutcome.Refused));
    }

    [DynamoDbLocalFact]
    public async Task PutAll_AnyGuardThatDoesNotHold_PutsNothing()
    {
        using var table = await OpenAsync();
        var (first, second) = (Facet(10), Facet(11));
        var (one, other) = (Key("one"), Key("other"));

        Assert.Equal(StepOutcome.Done, await table.PutAllAsync([new(one, first, CellGuard.IsStill(null)), new(other, Facet: null, CellGuard.IsStill(null))]));
        Assert.Equal(StepOutcome.Refused, await table.PutAllAsync([new(one, second, CellGuard.IsStill(first)), new(other, Facet: null, CellGuard.IsStill(second))]));
        Assert.Equal(StepOutcome.Refused, await table.PutAllAsync([new(one, second, CellGuard.IsStill(null)), new(other, second, CellGuard.IsStill(null))]));
        Assert.Equal((first.Uid, null), ((await table.GetAsync(one))!.Uid, await table.GetAsync(other)));
        Assert.Equal(StepOutcome.Done, await table.PutAllAsync([new(one, second, CellGuard.IsStill(first)), new(other, second, CellGuard.IsStill(null))]));
        Assert.Equal((second.Uid, second.Uid), ((await table.GetAsync(one))!.Uid, (await table.GetAsync(other))!.Uid));
    }

    [DynamoDbLocalFact]
    public async Task PutAll_AtOnce_IsDoneOnce()
    {
        using var table = await OpenAsync();
        var (one, other) = (Key("one at once"), Key("other at once"));

        var outcomes = await Task.WhenAll(Enumerable.Range(1, Many).Select(at => Task.Run(() =>
            table.PutAllAsync([new(one, Facet(at), CellGuard.IsStill(null)), new(other, Facet(at), CellGuard.IsStill(null))]).AsTask())));

        Assert.Equal(1, outcomes.Count(outcome => outcome == StepOutcome.Done));
        Assert.All(outcomes, outcome => Assert.NotEqual(StepOutcome.Unknown, outcome));
    }

    [DynamoDbLocalFact]
    public async Task Deliver_Guards_HoldAsTheySay()
    {
        using var table = await OpenAsync();
        var key = Key("inbox");

        Assert.Equal(StepOutcome.Done, (await table.DeliverAsync(key, Facet(10, "b", [1], ("public", 5)), new InboxGuard("b", 10, [("public", 5)]), tells: false)).Outcome);
        // It is there already, and so is what came after; what is there saw more than the next one; the last one saw as much.
        Assert.Equal(StepOutcome.Refused, (await table.DeliverAsync(key, Facet(10, "b"), new InboxGuard("b", 10, []), tells: false)).Outcome);
        Assert.Equal(StepOutcome.Refused, (await table.DeliverAsync(key, Facet(20, "c"), new InboxGuard("c", 20, [("public", 4)]), tells: false)).Outcome);
        Assert.Equal(StepOutcome.Refused, (await table.DeliverAsync(key, Facet(20, "c"), new InboxGuard("c", 20, [("public", 0)]), tells: false)).Outcome);
        Assert.Equal(StepOutcome.Refused, (await table.DeliverAsync(key, Facet(20, "c"), new InboxGuard("c", 20, [], IsFirst: true), tells: false)).Outcome);
        Assert.Equal(StepOutcome.Done, (await table.DeliverAsync(Key("fresh inbox"), Facet(20, "c"), new InboxGuard("c", 20, [], IsFirst: true), tells: false)).Outcome);
        Assert.Equal(StepOutcome.Done, (await table.DeliverAsync(Key("fresh inbox"), Facet(21, "c"), new InboxGuard("c", 21, [], IsFirst: true), tells: false)).Outcome);
        Assert.Equal(StepOutcome.Done, (await table.DeliverAsync(key, Facet(20, "c", item: null), new InboxGuard("c", 20, [("public", 5), ("nowhere", 0)]), tells: false)).Outcome);
        var there = (await table.GetAsync(key))!;

        Assert.Equal((2, 20, null), (there.Arrival, there.Number, there.Item));
        Assert.Equal(20, there.Basis["c"]);
        Assert.Equal(0, there.Basis["public"]);
    }

    [DynamoDbLocalFact]
    public async Task Deliver_AtOnce_CountsEachArrival()
    {
        using var table = await OpenAsync();
        var key = Key("arrivals");

        var outcomes = await Task.WhenAll(Enumerable.Range(1, Many).Select(at => Task.Run(() => table.DeliverAsync(key, Facet(at, $"c{at}"), new InboxGuard($"c{at}", at, []), tells: true).AsTask())));

        Assert.All(outcomes, outcome => Assert.Equal(StepOutcome.Done, outcome.Outcome));
        Assert.Equal(Many - 1, outcomes.Where(outcome => outcome.Before is not null).DistinctBy(outcome => outcome.Before!.Uid).Count());
        Assert.Equal(Many, (await table.GetAsync(key))!.Arrival);
    }

    [DynamoDbLocalFact]
    public async Task Query_Range_LeavesTheUpperBoundOutAndGoesOnBehindAPage()
    {
        using var table = await OpenAsync();
        foreach (var at in Enumerable.Range(1, 9))
        {
            await table.PutAsync(new PhysicalKey("range", [(byte)at]), Facet(at), CellGuard.IsStill(null));
        }

        Assert.Equal([3, 4, 5, 6], await QueryAsync(table, new PhysicalRange([3], [7], Forward: true, Behind: null)));
        Assert.Equal([6, 5, 4, 3], await QueryAsync(table, new PhysicalRange([3], [7], Forward: false, Behind: null)));
        Assert.Equal([8, 9], await QueryAsync(table, new PhysicalRange([7, 0], null, Forward: true, Behind: null)));
        Assert.Equal(Enumerable.Range(1, 9), await QueryAsync(table, new PhysicalRange([], null, Forward: true, Behind: null)));
        Assert.Empty(await QueryAsync(table, new PhysicalRange([7], [3], Forward: true, Behind: null)));
    }

    [DynamoDbLocalFact]
    public async Task Query_RandomRangesOfLongKeys_AreInOrderAndWhole()
    {
        using var table = await OpenAsync();
        var seed = Replay.SeedOfRandom();
        var random = new Random(seed);
        string[] beginnings = [new('a', SortKey.LongestKept), new('b', SortKey.LongestKept - 1), new('b', SortKey.LongestKept), new('b', 10)];
        byte[] Draw() => Encoding.ASCII.GetBytes(beginnings[random.Next(beginnings.Length)] + new string([.. Enumerable.Range(0, random.Next(4)).Select(_ => (char)('a' + random.Next(3)))]));
        var keys = Enumerable.Range(0, 60).Select(_ => Draw()).DistinctBy(Convert.ToHexString, StringComparer.Ordinal).ToList();
        foreach (var (key, at) in keys.Select((key, at) => (key, at)))
        {
            // As a cell, and as a copy.
            var place = new PhysicalKey("long", key);
            Assert.Equal(StepOutcome.Done, at % 2 == 0 ? await table.PutAsync(place, Facet(at), CellGuard.IsStill(null)) : (await table.DeliverAsync(place, Facet(at), new InboxGuard("a", at, []), tells: false)).Outcome);
        }

        for (var round = 0; round < 60; round++)
        {
            var (one, other) = (Draw(), random.Next(3) == 0 ? null : Draw());
            var range = new PhysicalRange(random.Next(3) == 0 ? [] : one, other, random.Next(2) == 0, Behind: null);
            var expected = keys.Where(range.Contains).OrderBy(Convert.ToHexString, StringComparer.Ordinal).ToList();
            if (!range.Forward)
            {
                expected.Reverse();
            }

            var limit = 1 + random.Next(7);
            List<byte[]> found = [];
            do
            {
                var page = await table.QueryAsync("long", range, limit);
                found.AddRange(page.Items.Select(item => item.Sort));
                range = range with { Behind = page.Behind };
            }
            while (range.Behind is not null);

            Assert.True(expected.Select(Convert.ToHexString).SequenceEqual(found.Select(Convert.ToHexString), StringComparer.Ordinal), $"TRAPEZE_SEED={seed}: {range}, by {limit}");
        }
    }

    [DynamoDbLocalFact]
    public async Task Remove_DependentThatWasPutAgain_LeavesIt()
    {
        using var table = await OpenAsync();
        var before = new StoredDependent(new PhysicalKey("entries", [1]), Key("of"), Guid.NewGuid(), Put: 10);
        await table.MarkAsync(before);
        await table.MarkAsync(before with { Put = 20 });

        Assert.Equal(StepOutcome.Refused, await table.RemoveAsync(before));
        Assert.Equal(StepOutcome.Done, await table.RemoveAsync(before with { Put = 20 }));
        Assert.Equal(StepOutcome.Refused, await table.RemoveAsync(before with { Put = 20 }));
    }

    [DynamoDbLocalFact]
    public async Task Get_Many_FindsEachWhereItIs()
    {
        using var table = await OpenAsync();
        var keys = Enumerable.Range(0, 120).Select(at => Key($"many {at}")).ToList();
        await Task.WhenAll(keys.Where((_, at) => at % 2 == 0).Select(key => table.PutAsync(key, Facet(1), CellGuard.IsStill(null)).AsTask()));

        var found = await table.GetAsync(keys);

        Assert.Equal(keys.Select((_, at) => at % 2 == 0), found.Select(facet => facet is not null));
    }

    [DynamoDbLocalFact]
    public async Task Notes_FirstOneStays()
    {
        using var table = await OpenAsync();
        await table.LeaveNoteAsync("policy", "one");
        await table.LeaveNoteAsync("policy", "two");

        var notes = await table.ReadNotesAsync(["policy", "none"]);

        Assert.Equal("one", notes[0]);
        Assert.Null(notes[1]);
    }

    [DynamoDbLocalFact]
    public async Task Scan_ItemOfNobody_IsRefusedAndNotLeftOut()
    {
        const string Other = "WithOthersItem";
        using var table = await OpenAsync(Other);
        await table.LeaveNoteAsync("policy", "one");
        await table.MarkAsync(new StoredDependent(new PhysicalKey("entries", [1]), Key("of"), Guid.NewGuid(), Put: 10));
        Assert.Single((await table.ScanAsync(behind: null)).Dependents);
        using var client = tables.Server.CreateClient();
        await client.PutItemAsync(Other, new(FacetAttributes.KeyOf(Key("other")), StringComparer.Ordinal) { ["l"] = new() { S = "a" } });

        await Assert.ThrowsAsync<InvalidDataException>(() => table.ScanAsync(behind: null).AsTask());
        await Assert.ThrowsAsync<InvalidDataException>(() => table.GetAsync(Key("other")).AsTask());
    }

    private async Task<DynamoDbTable> OpenAsync(string name = Table)
    {
        var client = tables.Server.CreateClient();
        await TableCreation.EnsureAsync(client, name, TimeProvider.System);
        return new DynamoDbTable(client, name, TimeProvider.System);
    }

    private static async Task<List<int>> QueryAsync(DynamoDbTable table, PhysicalRange range)
    {
        List<int> found = [];
        for (var behind = range.Behind; ;)
        {
            var page = await table.QueryAsync("range", range with { Behind = behind }, limit: 2);
            found.AddRange(page.Items.Select(item => (int)item.Sort[0]));
            behind = page.Behind;
            if (behind is null)
            {
                return found;
            }
        }
    }

    private static PhysicalKey Key(string name) => new(name, [1]);

    private static StoredFacet Facet(long number, string origin = "a", byte[]? item = null, params (string Source, long Position)[] seen) => new()
    {
        Uid = Guid.NewGuid(),
        Label = "public",
        Origin = origin,
        Number = number,
        Basis = new Basis([.. seen]),
        Item = item,
    };
}
