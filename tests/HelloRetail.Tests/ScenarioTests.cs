using HelloRetail.People;
using HelloRetail.Scenario;
using HelloRetail.Workflows;

namespace HelloRetail.Tests;

/// <summary>The published scenario, over HTTP, and what everybody sees when it is over.</summary>
public sealed class ScenarioTests(PlayedShop played) : IClassFixture<PlayedShop>
{
    private Troupe Troupe => played.Troupe;

    [Fact]
    public async Task Owen_SeesTheWholeShelf()
    {
        var products = await Troupe.Owen.ProductsAsync();

        Assert.Equal(PlayedShop.Size.Things + PlayedShop.Size.Wares + 1, products.Count);
        Assert.Contains(products, product => product.Id == PublishedScenario.SecretThing);
        Assert.All(products, product => Assert.NotNull(product.Image));
    }

    [Fact]
    public async Task Others_SeeWhatIsReleased_AndNothingElse()
    {
        foreach (var view in (await Troupe.LookAsync()).Where(view => view.Who != "Owen"))
        {
            Assert.Equal(PlayedShop.Size.Things + (PlayedShop.Size.Wares * 2 / 3), view.Products.Count);
            Assert.DoesNotContain(view.Products, product => product.Id == PublishedScenario.SecretThing);
            Assert.DoesNotContain("Prototypes", view.Categories);
        }
    }

    [Fact]
    public async Task SecretProduct_AskedForByItsId_IsAbsentForClients()
    {
        var hidden = await Troupe.Alice.AskAsync(HttpMethod.Get, $"products?id={PublishedScenario.SecretThing}");
        var absent = await Troupe.Alice.AskAsync(HttpMethod.Get, "products?id=never-was");

        Assert.Equal(absent with { Activation = null }, hidden with { Activation = null });
    }

    [Fact]
    public async Task Picture_OfAHiddenProduct_IsAbsentForClients()
    {
        Assert.Equal(404, (await Troupe.Alice.AskAsync(HttpMethod.Get, $"pictures/{PublishedScenario.SecretThing}")).Status);
        Assert.Equal(200, (await Troupe.Alice.AskAsync(HttpMethod.Get, $"pictures/{PublishedScenario.Thing(1)}")).Status);
        Assert.Contains("<svg", (await Troupe.Owen.AskAsync(HttpMethod.Get, $"pictures/{PublishedScenario.SecretThing}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purchases_AreApproved_AndSeenByTheirClientAndTheOwner()
    {
        var alice = await Troupe.Alice.PurchasesAsync();
        var all = await Troupe.Owen.PurchasesAsync();

        Assert.Equal(PlayedShop.Size.Things, alice.Count(purchase => purchase.Id.StartsWith("alice-thing", StringComparison.Ordinal)));
        Assert.All(alice, purchase => Assert.Equal("alice", purchase.Client));
        Assert.Contains(all, purchase => purchase.Client == "bob");
        Assert.Contains(all, purchase => purchase.Status == PurchaseStatus.Approved);
        Assert.Empty(await Troupe.Peter.PurchasesAsync());
    }

    [Fact]
    public async Task Card_IsSeenByItsOwnersActivationWithTheCardAtHand_AndByNoOther()
    {
        var number = GeneratedWorld.CardOf(Cast.Alice);
        var answers = await Troupe.OpenWalletsAsync();

        Assert.Contains(number, answers.Single(answer => answer.Who == "Alice, card at hand").Answer.Body, StringComparison.Ordinal);
        Assert.All(answers.Where(answer => answer.Who != "Alice, card at hand"), answer => Assert.DoesNotContain(number, answer.Answer.Body, StringComparison.Ordinal));
        Assert.Equal(403, answers.Single(answer => answer.Who == "Alice").Answer.Status);
    }

    [Fact]
    public async Task Mails_NameNoProduct()
    {
        var mails = await Troupe.Desk.MailAsync();

        Assert.NotEmpty(mails);
        Assert.All(mails, mail => Assert.DoesNotContain("thing", mail.Subject + mail.Body, StringComparison.OrdinalIgnoreCase));
        Assert.All(mails, mail => Assert.DoesNotContain("4000", mail.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CarelessCode_IsRefused_AndNothingOfItIsInTheMail()
    {
        var before = (await Troupe.Desk.MailAsync()).Count;
        var attempts = await new RefusedAttempts(Troupe).MakeAsync();

        Assert.All(attempts, attempt => Assert.InRange(attempt.Answer.Status, 400, 403));
        Assert.Contains(attempts.SelectMany(attempt => attempt.Audit), flow => flow is { Function: "receipt", Subject: "mail" });
        Assert.Contains(attempts.SelectMany(attempt => attempt.Audit), flow => flow is { Function: "teaser", Subject: "mail" });
        Assert.Equal(before, (await Troupe.Desk.MailAsync()).Count);
    }

    [Fact]
    public void Account_TellsTheStory()
    {
        foreach (var part in new[] { "Everybody arrives", "before the release", "after the release", "storeCC", "What was refused", "developer" })
        {
            Assert.Contains(part, played.Told, StringComparison.Ordinal);
        }
    }
}
