using HelloRetail.Events;
using HelloRetail.Hosting;
using HelloRetail.Scenario;
using Trapeze.LocalServers;
using Trapeze.Testing;

namespace HelloRetail.Tests;

/// <summary>The published scenario once more, with the rows in DynamoDB: nobody at the shop's door can tell.</summary>
public sealed class ScenarioOnDynamoDbTests(PlayedShopOnDynamoDb there, PlayedShop here) : IClassFixture<PlayedShopOnDynamoDb>, IClassFixture<PlayedShop>
{
    public static TheoryData<string> Tests => TestsOf<ScenarioTests>.Names;

    [DynamoDbLocalTheory]
    [MemberData(nameof(Tests))]
    public Task ScenarioTest_OnDynamoDb_Passes(string test) => TestsOf<ScenarioTests>.RunAsync(test, there.Played);

    [DynamoDbLocalFact]
    public Task Everybody_SeesTheSameAsOnTheEmbeddedStore() => AssertSeesTheSameAsync(there.Played);

    [DynamoDbLocalFact]
    public async Task Restart_OnTheSameTable_ShowsTheSame_AndKeepsNoRowsInTheDataFolder()
    {
        await there.Played.RestartAsync();

        await AssertSeesTheSameAsync(there.Played);
        Assert.False(File.Exists(Path.Combine(there.Played.Data, "facets.db")));
    }

    [DynamoDbLocalFact]
    public async Task Fresh_StartsOverInATableOfItsOwn()
    {
        using var data = new DataFolder();
        var options = new ShopOptions { Data = data.Path, Port = 0, Table = new ShopTable(there.Server.Address, Name: null) };
        var seen = new List<int>();
        foreach (var fresh in new[] { false, false, true })
        {
            await using var shop = await ShopHost.StartAsync(options with { Fresh = fresh }, TimeProvider.System);
            using var desk = new Desk(shop.Address);
            using var troupe = new Troupe(shop, desk, new Journal(path: null), TimeProvider.System);
            seen.Add((await troupe.Owen.ProductsAsync()).Count);
            await troupe.Owen.ReportAsync(new ProductCreate("only-one", "ACME", "The Only One", "Once.", "Things", 1), "only-one");
            await Patience.UntilAsync("the product", troupe.Owen.ProductsAsync, products => products.Count == 1, TimeProvider.System);
        }

        Assert.Equal([0, 1, 0], seen);
    }

    [DynamoDbLocalFact]
    public async Task Table_ThatWentWithItsServer_IsNotMadeAnewUnderTheEventsOfTheOldOne()
    {
        await using var server = await DynamoDbLocal.StartAsync();
        using var data = new DataFolder();
        var options = new ShopOptions { Data = data.Path, Port = 0, Table = new ShopTable(server.Address, Name: null) };
        await (await ShopHost.StartAsync(options, TimeProvider.System)).DisposeAsync();
        server.Kill();
        await server.StartAgainAsync();
        options = options with { Table = new ShopTable(server.Address, Name: null) };

        var refused = await Assert.ThrowsAsync<IOException>(() => ShopHost.StartAsync(options, TimeProvider.System));
        await (await ShopHost.StartAsync(options with { Fresh = true }, TimeProvider.System)).DisposeAsync();

        Assert.Contains("it is not there", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--fresh", refused.Message, StringComparison.Ordinal);
    }

    private async Task AssertSeesTheSameAsync(PlayedShop played) => Assert.Equal(await SeenAsync(here), await SeenAsync(played));

    // What does not depend on when events were delivered: the shelf, and who may read a card.
    private static async Task<List<string>> SeenAsync(PlayedShop shop)
    {
        List<string> seen = [];
        foreach (var view in await shop.Troupe.LookAsync())
        {
            seen.Add($"{view.Who}: {string.Join(", ", view.Categories.Order(StringComparer.Ordinal))}");
            seen.AddRange(view.Products.Select(product => $"{view.Who}: {product with { Image = null }}").Order(StringComparer.Ordinal));
        }

        seen.AddRange((await shop.Troupe.OpenWalletsAsync()).Select(answer => $"{answer.Who}: {answer.Answer.Status} {answer.Answer.Body}"));
        return seen;
    }
}
