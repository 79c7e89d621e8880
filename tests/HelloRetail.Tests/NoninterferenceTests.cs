using HelloRetail.Events;
using HelloRetail.Functions;
using HelloRetail.Scenario;
using HelloRetail.Workflows;

namespace HelloRetail.Tests;

/// <summary>What one role does out of another's sight changes no byte of what that other gets.</summary>
public sealed class NoninterferenceTests(PlayedShop played) : IClassFixture<PlayedShop>
{
    private static readonly string[] Paths =
        ["categories", "products", "products?category=Things", "products?id=night-1", "purchases", "users", "sales", "pictures/night-1", "card"];

    private Troupe Troupe => played.Troupe;

    [Fact]
    public async Task OwnersWork_ChangesNothingForOthers()
    {
        var others = new[] { Troupe.Alice, Troupe.Bob, Troupe.Peter, Troupe.Paul };
        var before = await SeenAsync(others);

        await Troupe.Owen.ReportAsync(new ProductCreate("night-1", "ACME", "Night Thing", "Hidden.", "Night", 12), "night-1");
        await Patience.UntilAsync(
            "the product", Troupe.Owen.ProductsAsync, products => products.Any(product => product.Id == "night-1"), TimeProvider.System);

        Assert.Equal(before, await SeenAsync(others));
    }

    [Fact]
    public async Task OneClientsPurchases_ChangeNothingForTheOther()
    {
        var before = await SeenAsync([Troupe.Bob, Troupe.Peter]);

        await Troupe.Alice.BuyAsync(new PurchaseOrder(PublishedScenario.Thing(1), "4000000000001234", StoreCC: true), "night-purchase");
        await Patience.UntilAsync(
            "the purchase",
            Troupe.Alice.PurchasesAsync,
            purchases => purchases.Any(purchase => purchase.Id == "night-purchase" && purchase.Status != PurchaseStatus.Pending),
            TimeProvider.System);

        Assert.Equal(before, await SeenAsync([Troupe.Bob, Troupe.Peter]));
    }

    [Fact]
    public async Task RefusedReply_IsTheSameBytes_WithACardAndWithout()
    {
        using var stranger = Troupe.Join(new People.Person("never-bought", "Nell", People.Role.Client));

        var without = await stranger.AskAsync(HttpMethod.Get, "card");
        var with = await Troupe.Alice.AskAsync(HttpMethod.Get, "card");

        Assert.Equal(without with { Activation = null }, with with { Activation = null });
    }

    [Fact]
    public async Task Release_OfWhatIsThereAndOfWhatIsNot_IsRefusedAlikeForClients()
    {
        var there = await Troupe.Alice.AskAsync(HttpMethod.Post, "release", new ProductReference(PublishedScenario.SecretThing));
        var notThere = await Troupe.Alice.AskAsync(HttpMethod.Post, "release", new ProductReference("never-was"));

        Assert.Equal(notThere with { Activation = null }, there with { Activation = null });
        Assert.Equal(403, there.Status);
    }

    private static async Task<IReadOnlyList<string>> SeenAsync(IEnumerable<ShopClient> clients)
    {
        var seen = new List<string>();
        foreach (var client in clients)
        {
            foreach (var path in Paths)
            {
                var answer = await client.AskAsync(HttpMethod.Get, path);
                seen.Add($"{client.Person.Id} {path} {answer.Status} {answer.Body}");
            }
        }

        return seen;
    }
}
