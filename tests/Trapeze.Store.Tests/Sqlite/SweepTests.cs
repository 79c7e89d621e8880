using Trapeze.Core.Labels;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Sqlite;

public sealed class SweepTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Sweep_DeadFacets_AreRemovedAndNoViewChanges()
    {
        for (var i = 0; i < 50; i++)
        {
            await _store.PutAsync($"client(c{i})", "k", $"{i}");
        }

        await _store.PutAsync("client(alive)", "other", "kept");
        await _store.PutAsync("public", "k", "new");
        var removed = await _store.Store.SweepAsync(40);
        removed += await _store.Store.SweepAsync(1_000);

        Assert.InRange(removed, 50, 101);
        Assert.Equal(0, await _store.Store.SweepAsync(1_000));
        Assert.Equal("new", await _store.ValueAsync("client(c3)", "k"));
        Assert.Equal("new", await _store.ValueAsync("owner", "k"));
        Assert.Equal("kept", await _store.ValueAsync("client(alive)", "other"));
        Assert.Equal("kept", await _store.ValueAsync("owner", "other"));
    }

    [Fact]
    public async Task Sweep_FacetBelowANewerOne_IsKept()
    {
        await _store.PutAsync("public", "k", "old");
        await _store.PutAsync("client(alice)", "k", "secret");
        await _store.DeleteAsync("audit", "k");

        Assert.Equal(0, await _store.Store.SweepAsync(1_000));
        Assert.Equal("old", await _store.ValueAsync("public", "k"));
        Assert.Equal("secret", await _store.ValueAsync("owner", "k"));
        Assert.Null(await _store.ValueAsync("audit", "k"));
    }

    [Fact]
    public async Task Sweep_ByAProcessOfAnOlderPolicy_RemovesNothing()
    {
        await _store.PutAsync("public", "first", "v");
        var apart = LabelOrder.CreateBuilder().Declare("public").Declare("owner").Build();
        using var other = OpenAt(_store.Path);
        await other.AdoptAsync(apart);
        await other.ClientAt(apart.Label("owner")).PutItemAsync("Plain", Item("k", "the owner's"));
        await other.ClientAt(apart.Label("public")).PutItemAsync("Plain", Item("k", "the public's"));

        Assert.Equal(0, await _store.Store.SweepAsync(1_000));
        Assert.Equal("the owner's", (await other.ClientAt(apart.Label("owner")).GetItemAsync("Plain", Key("k"))).Item["value"].S);
    }
}
