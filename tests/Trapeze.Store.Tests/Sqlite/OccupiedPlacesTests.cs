using Trapeze.Core.Labels;
using Trapeze.Store.Sqlite;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Sqlite;

public sealed class OccupiedPlacesTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Of_UntilTheClockMoves_GivesWhatWasFound()
    {
        long[] places = [1, 2, 3];
        var occupied = new OccupiedPlaces();
        occupied.Keep(7, places, [2]);

        Assert.Equal([2], occupied.Of(places));
        Assert.True(occupied.Stands(7));
        Assert.False(occupied.Stands(8));
        Assert.Equal(places, occupied.Of(places));
    }

    [Fact]
    public void IsWorthFinding_FileThatIsWrittenAllTheTime_IsNot()
    {
        long[] places = [1, 2, 3];
        var occupied = new OccupiedPlaces();
        for (var clock = 0; clock < 100; clock++)
        {
            occupied.Stands(clock);
            Assert.False(occupied.IsWorthFinding(places));
        }
    }

    [Theory]
    [InlineData("k")]
    [InlineData("absent")]
    public async Task Get_PlaceThatWasEmptyAndAnotherProcessFills_SeesIt(string key)
    {
        await _store.PutAsync("client(alice)", "k", "alice's");
        await ReadOftenAsync("client(alice)", "k");
        await ReadOftenAsync("client(alice)", "absent");
        using var other = _store.Open();
        await other.ClientAt(Retail.Label("public")).PutItemAsync("Plain", Item(key, "the public's"));

        Assert.Equal("the public's", await _store.ValueAsync("client(alice)", key));
    }

    [Fact]
    public async Task Get_NoPlaceInUse_SeesTheFirstFacet()
    {
        await _store.Store.AdoptAsync(Retail);
        await ReadOftenAsync("client(alice)", "k");
        await _store.PutAsync("public", "k", "the public's");

        Assert.Equal("the public's", await _store.ValueAsync("client(alice)", "k"));
    }

    [Fact]
    public async Task Get_PlaceThatWasEmptyAndANewPolicyFills_SeesIt()
    {
        var apart = LabelOrder.CreateBuilder().Declare("public").Declare("client", "id").Declare("owner").Declare("audit").Build();
        await _store.PutAsync("client(alice)", "k", "alice's");
        using var other = _store.Open();
        await other.AdoptAsync(apart);
        await ReadOftenAsync("owner", "k");
        Assert.Null(await _store.ValueAsync("owner", "k"));
        await other.AdoptAsync(Retail);

        Assert.Equal("alice's", await _store.ValueAsync("owner", "k"));
    }

    private async Task ReadOftenAsync(string label, string key)
    {
        for (var i = 0; i < 30; i++)
        {
            await _store.ValueAsync(label, key);
        }
    }
}
