using FsCheck.Fluent;
using Trapeze.Core.Labels;
using Trapeze.Testing;
using static Trapeze.Store.Tests.Transfer.Moves;

namespace Trapeze.Store.Tests.Transfer;

/// <summary>What is exported and imported shows every label the same, and what is not whole is refused.</summary>
public sealed class TransferTests
{
    [Fact]
    public void Import_OfAnExport_ShowsEveryLabelTheSame() => Law.Holds(
        Gen.ArrayOf(Gen.Choose(0, Steps - 1)).ToArbitrary(),
        steps => Task.Run(async () =>
        {
            using var one = new TemporaryStore();
            using var other = new TemporaryStore();
            await PlayAsync(one.Store, steps);
            await MoveAsync(one.Store, other.Store);
            return await SeenAsync(one.Store) == await SeenAsync(other.Store) && (await one.Store.CompareAsync(other.Store, TemporaryStore.Retail)).Count == 0;
        }).GetAwaiter().GetResult(),
        count: 100);

    [Fact]
    public async Task Import_BegunAgainAnywhere_EndsTheSame()
    {
        using var one = new TemporaryStore();
        await PlayAsync(one.Store, [.. Enumerable.Range(0, 400).Select(at => at * 5 % Steps)]);
        var lines = await ExportAsync(one.Store);
        var facets = lines.Length - 2;
        Assert.InRange(facets, 10, 400);

        for (var behind = 0; behind <= facets; behind++)
        {
            using var other = new TemporaryStore();

            // All of it first: whatever was there beyond the point where it broke off is written once more.
            await ImportAsync(other.Store, lines);
            await ImportAsync(other.Store, lines, behind);
            Assert.Equal(await SeenAsync(one.Store), await SeenAsync(other.Store));
        }
    }

    [Fact]
    public async Task Import_InParts_IsTheWhole()
    {
        using var one = new TemporaryStore();
        using var other = new TemporaryStore();
        await PlayAsync(one.Store, [.. Enumerable.Range(0, 200).Select(at => at * 11 % Steps)]);
        var lines = await ExportAsync(one.Store);

        var cut = Assert.IsType<InvalidDataException>(await Record.ExceptionAsync(() => ImportAsync(other.Store, lines[..(lines.Length / 2)])));
        await ImportAsync(other.Store, lines);

        Assert.Contains("cut off", cut.Message, StringComparison.Ordinal);
        Assert.Equal(await SeenAsync(one.Store), await SeenAsync(other.Store));
    }

    [Theory]
    [InlineData(1, "lost lines")]
    [InlineData(0, "no line of an export")]
    [InlineData(-1, "cut off")]
    public async Task Import_OfAnExportThatHasLostALine_IsRefused(int lost, string reason)
    {
        using var one = new TemporaryStore();
        using var other = new TemporaryStore();
        await PlayAsync(one.Store, [1, 2, 3]);
        var lines = await ExportAsync(one.Store);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(other.Store, [.. lines.Where((_, at) => at != lost && at != lines.Length + lost)]));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_UnderAnotherOrder_IsRefused()
    {
        using var one = new TemporaryStore();
        using var other = new TemporaryStore();
        await PlayAsync(one.Store, [1]);
        var lines = await ExportAsync(one.Store);
        var flat = LabelOrder.CreateBuilder().Declare("public").Build();

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => other.Store.ImportAsync(flat, new StringReader(string.Join('\n', lines))));

        Assert.Contains("another policy's labels", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_UnderAnotherOrder_ThatIsMeant_ShowsWhatFlowsUnderIt()
    {
        using var one = new TemporaryStore();
        await one.PutAsync("public", "k", "p");
        await one.PutAsync("client(a)", "k", "a");
        await one.PutAsync("client(a)", "l", "a");
        var lines = await ExportAsync(one.Store);

        // The owner sees no client any more, and the audit does.
        var other = LabelOrder.CreateBuilder().Declare("public").Declare("client", "id").Declare("owner").Declare("audit")
            .Below("public", "client").Below("public", "owner").Below("client", "audit").Build();
        using var there = new TemporaryStore();
        await there.Store.ImportAsync(other, new StringReader(string.Join('\n', lines)), takesOtherLabels: true);

        Assert.Equal(["p", "a", "p", "a", "p"], await ReadAsync("k"));
        Assert.Equal([null, "a", null, "a", null], await ReadAsync("l"));

        var less = LabelOrder.CreateBuilder().Declare("public").Build();
        using var nowhere = new TemporaryStore();
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => nowhere.Store.ImportAsync(less, new StringReader(string.Join('\n', lines)), takesOtherLabels: true));
        Assert.Contains("the policy has no label `client(a)`", refused.Message, StringComparison.Ordinal);

        async Task<List<string?>> ReadAsync(string key)
        {
            List<string?> values = [];
            foreach (var label in (string[])["public", "client(a)", "owner", "audit", "client(b)"])
            {
                using var client = there.Store.ClientAt(other.Parse(label));
                values.Add((await client.GetItemAsync("Plain", TemporaryStore.Key(key))).Item?["value"].S);
            }

            return values;
        }
    }

    [Fact]
    public async Task Compare_OneMoreWrite_NamesTheLabelsThatSeeIt()
    {
        using var one = new TemporaryStore();
        using var other = new TemporaryStore();
        await PlayAsync(one.Store, [.. Enumerable.Range(0, 100).Select(at => at * 13 % Steps)]);
        await MoveAsync(one.Store, other.Store);
        using var alice = other.Store.ClientAt(TemporaryStore.Retail.Parse("client(a)"));
        await alice.PutItemAsync("Plain", TemporaryStore.Item("one more", "x"));

        Assert.Equal(
            ["client(a) sees another `Plain`", "client(a) & client(b) sees another `Plain`", "owner sees another `Plain`"],
            await one.Store.CompareAsync(other.Store, TemporaryStore.Retail));
    }

    [Fact]
    public async Task Compare_ALabelThatOnlyTheOtherStoreHas_IsNamed()
    {
        using var one = new TemporaryStore();
        using var other = new TemporaryStore();
        using var stranger = other.Store.ClientAt(TemporaryStore.Retail.Parse("client(stranger)"));
        await stranger.PutItemAsync("Plain", TemporaryStore.Item("k", "x"));

        Assert.Equal(["client(stranger) sees another `Plain`", "owner sees another `Plain`"], await one.Store.CompareAsync(other.Store, TemporaryStore.Retail));
    }
}
