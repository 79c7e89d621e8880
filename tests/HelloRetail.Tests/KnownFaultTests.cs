using Amazon.DynamoDBv2.Model;
using HelloRetail.Declassifiers;
using HelloRetail.Events;
using HelloRetail.People;
using HelloRetail.Rows;
using HelloRetail.Scenario;
using HelloRetail.Workflows;
using HelloRetail.World;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Shim.Audit;
using Trapeze.Shim.Composition;

namespace HelloRetail.Tests;

/// <summary>The known faults of the original, each done better.</summary>
public sealed class KnownFaultTests(PlayedShop played) : IClassFixture<PlayedShop>
{
    private Troupe Troupe => played.Troupe;

    [Fact]
    public async Task Delete_DoesNotMakeOlderLowerFacetsReappear()
    {
        const string id = "deleted-1";
        await Troupe.Owen.ReportAsync(new ProductCreate(id, "ACME", "Released", "", "Things", 10), id);
        await OnOwensShelfAsync(id, "Released");
        await Troupe.Owen.ReleaseAsync(id);
        await Troupe.Owen.ReportAsync(new ProductCreate(id, "ACME", "Newer draft", "", "Things", 10), id);
        await OnOwensShelfAsync(id, "Newer draft");

        await Troupe.Owen.AskAsync(HttpMethod.Delete, $"products/{id}");

        Assert.DoesNotContain(await Troupe.Owen.ProductsAsync(), product => product.Id == id);
        Assert.Equal("Released", (await Troupe.Alice.ProductsAsync()).Single(product => product.Id == id).Name);
    }

    [Fact]
    public void Declassifiers_AreCode_ThatCanFire()
    {
        var fired = Entries().Where(entry => entry is { Rule: "Declassify", Reason: null }).Select(entry => entry.Subject).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([DeclassifierNames.CardApproved, DeclassifierNames.PhotoNotice, DeclassifierNames.ReleaseProduct], fired.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void CardApproved_ReleasesOneBit()
    {
        var kind = new AuthorizationAnswer(Approved: true, "a", 1, "rich");
        var wary = new AuthorizationAnswer(Approved: true, "b", 98, "poor");

        Assert.Equal(new CardApproved().Release(kind), new CardApproved().Release(wary));
        Assert.False(new CardApproved().Release(wary with { Approved = false }));
    }

    [Fact]
    public void ReleaseProduct_KeepsWhatTheWindowDoesNotShow()
    {
        var row = new Dictionary<string, AttributeValue>
        {
            ["id"] = new("thing-1"),
            ["name"] = new("Thing"),
            ["photographer"] = new("peter"),
            ["cost"] = new("1"),
        };

        Assert.Equal(["id", "name"], new ReleaseProduct().Release(new ShelfRow(Tables.Catalog, row)).Keys.Order(StringComparer.Ordinal));
        Assert.Throws<KeyNotFoundException>(() => new ReleaseProduct().Release(new ShelfRow(Tables.Card, row)));
    }

    [Fact]
    public void PhotoNotice_SaysNothingOfTheProduct()
    {
        var one = new Assignment("7f", "thing-1", "peter", AssignmentStatus.Wanted);

        Assert.Equal(new PhotoNotice().Release(one), new PhotoNotice().Release(one with { Product = "thing-0" }));
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("token")]
    [InlineData("password")]
    public async Task Secret_InTheQueryString_CountsForNothing(string parameter)
    {
        using var http = new HttpClient { BaseAddress = played.Shop.Address };
        var token = played.Shop.Tokens.Sign(Cast.Owen);

        Assert.Equal(await http.GetStringAsync("products"), await http.GetStringAsync($"products?{parameter}={token}"));
    }

    [Fact]
    public async Task Password_InAnEvent_IsRefused()
    {
        var answer = await Troupe.Bob.AskAsync(
            HttpMethod.Post, "events", new { Schema = EventSchemas.IdOf(EventNames.Login), Id = "bob", Name = "Bob", Password = "x" });

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task MixedLabelBatch_DoesNotGoThrough()
    {
        var batch = new object[] { new Login("alice", "Alice"), new ProductCreate("batch-1", "ACME", "B", "", "Things", 1) };

        Assert.Equal(400, (await Troupe.Alice.AskAsync(HttpMethod.Post, "events", batch)).Status);

        // Each record becomes an activation of its own at its own label, however close together they come.
        await Task.WhenAll(
            Troupe.Owen.ReportAsync(new ProductCreate("mixed-owner", "ACME", "O", "", "Things", 1), "mixed-owner"),
            Troupe.Alice.ReportAsync(new ProductCreate("mixed-alice", "ACME", "A", "", "Things", 1), "mixed-alice"));
        await OnOwensShelfAsync("mixed-owner", "O");
        await OnOwensShelfAsync("mixed-alice", "A");
        Assert.DoesNotContain(await Troupe.Alice.ProductsAsync(), product => product.Id == "mixed-owner");
        Assert.DoesNotContain(await Troupe.Bob.ProductsAsync(), product => product.Id == "mixed-alice");
    }

    [Fact]
    public async Task ExecutionName_ThatAnotherHasTaken_DoesNotTellThatItIsTaken()
    {
        var order = new PurchaseOrder(PublishedScenario.Thing(1), "4000000000005678");

        var first = await Troupe.Alice.AskAsync(HttpMethod.Post, "purchase", order, "the-same-name");
        var second = await Troupe.Bob.AskAsync(HttpMethod.Post, "purchase", order, "the-same-name");

        Assert.Equal(first with { Activation = null }, second with { Activation = null });
        foreach (var client in new[] { Troupe.Alice, Troupe.Bob })
        {
            await Patience.UntilAsync(
                "the purchase",
                client.PurchasesAsync,
                purchases => purchases.Any(purchase => purchase.Id == "the-same-name" && purchase.Status != PurchaseStatus.Pending),
                TimeProvider.System);
        }

        Assert.Equal(2, (await Troupe.Owen.PurchasesAsync()).Count(purchase => purchase.Id == "the-same-name"));
    }

    [Fact]
    public void Choice_HappensAtTheLabelOfItsValue()
    {
        var entries = Entries().Where(entry => entry.Rule == "Start").ToLookup(entry => entry.Function, entry => entry.Label, StringComparer.Ordinal);

        Assert.NotEmpty(entries["decidePurchase"]);
        Assert.All(entries["decidePurchase"], label => Assert.StartsWith("client(", label, StringComparison.Ordinal));
        Assert.NotEmpty(entries["settlePhoto"]);
        Assert.All(entries["settlePhoto"], label => Assert.Equal("owner", label));
    }

    [Fact]
    public async Task Event_OfTheWorkflows_CannotBePostedFromOutside()
    {
        foreach (var body in new object[] { new ProductPurchase("thing-1"), new ProductImage("thing-1", "peter") })
        {
            Assert.Equal(400, (await Troupe.Owen.AskAsync(HttpMethod.Post, "events", body)).Status);
        }
    }

    [Fact]
    public async Task Word_OfOneClientAboutAnother_CountsForNothing()
    {
        await Troupe.Alice.ReportAsync(new AddRole("bob", "owner"), "bob");
        await Troupe.Alice.ReportAsync(new AddRole("alice", "client"), "alice");
        await Patience.UntilAsync(
            "the role", Troupe.Alice.UsersAsync, users => users.Any(user => user is { Id: "alice", Role: "client" }), TimeProvider.System);

        Assert.DoesNotContain(await Troupe.Owen.UsersAsync(), user => user is { Id: "bob", Role: "owner" });
    }

    private IReadOnlyList<AuditEntry> Entries() =>
        [.. AuditReader.Read(played.Data, played.Shop.Services.GetFlowPolicy().Order.Top)];

    private Task OnOwensShelfAsync(string id, string name) => Patience.UntilAsync(
        "the product", Troupe.Owen.ProductsAsync, products => products.Any(product => product.Id == id && product.Name == name), TimeProvider.System);
}
