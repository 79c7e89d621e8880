using HelloRetail.Events;
using HelloRetail.Hosting;
using HelloRetail.People;
using HelloRetail.Scenario;
using HelloRetail.Workflows;

namespace HelloRetail.Tests;

/// <summary>The workflows' less happy ways: nobody free, nobody in time, no card, nothing for sale.</summary>
public sealed class WorkflowTests : IAsyncLifetime
{
    private static readonly WorkflowTimes Quick = new() { Photo = TimeSpan.FromSeconds(1), Photographer = TimeSpan.FromMilliseconds(50) };

    private readonly DataFolder _data = new();
    private ShopHost _shop = null!;
    private Desk _desk = null!;
    private Troupe _troupe = null!;

    public async Task InitializeAsync()
    {
        _shop = await ShopHost.StartAsync(new ShopOptions { Data = _data.Path, Port = 0, Times = Quick }, TimeProvider.System);
        _desk = new Desk(_shop.Address);
        _troupe = new Troupe(_shop, _desk, new Journal(path: null), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _troupe.Dispose();
        _desk.Dispose();
        await _shop.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Product_BeforeAnyPhotographer_WaitsForOne()
    {
        await CreateAsync("early");
        Assert.Empty(await _desk.MailAsync());

        await _troupe.Peter.ReportAsync(new UpdatePhone("peter", "123"), "peter");

        await MailAsync("Photo wanted", "peter");
    }

    [Fact]
    public async Task Photo_ThatDoesNotCome_IsTakenBackAndAskedForAgain()
    {
        await _troupe.Peter.ReportAsync(new UpdatePhone("peter", "123"), "peter");
        await _troupe.Paul.ReportAsync(new UpdatePhone("paul", "124"), "paul");
        await CreateAsync("slow");

        await MailAsync("Photo no longer wanted", "peter", "paul");
        var mails = await Patience.UntilAsync(
            "the second request", _desk.MailAsync, all => all.Count(mail => mail.Subject.StartsWith("Photo wanted", StringComparison.Ordinal)) >= 2, TimeProvider.System);

        var wanted = mails.Where(mail => mail.Subject.StartsWith("Photo wanted", StringComparison.Ordinal)).ToList();
        Assert.NotEqual(wanted[0].Subject, wanted[1].Subject);
        Assert.NotEqual(wanted[0].To, wanted[1].To);
    }

    [Fact]
    public async Task Photo_UnderAnothersNumber_IsNotTaken()
    {
        await _troupe.Peter.ReportAsync(new UpdatePhone("peter", "123"), "peter");
        await CreateAsync("guarded");
        var mail = (await MailAsync("Photo wanted", "peter"))[0];
        var request = mail.Subject[^32..];

        await _troupe.Paul.UploadAsync(new PhotoUpload(request, $"paul/{request}.svg"));
        await MailAsync("Photo no longer wanted", "peter");

        Assert.Null((await _troupe.Owen.ProductsAsync()).Single().Image);
    }

    [Fact]
    public async Task Purchase_WithoutAnyCard_IsDeclined()
    {
        await CreateAsync("for-sale");
        await _troupe.Owen.ReleaseAsync("for-sale");
        await _troupe.Alice.BuyAsync(new PurchaseOrder("for-sale"), "no-card");

        Assert.Equal(PurchaseStatus.Declined, (await SettledAsync("no-card")).Status);
    }

    [Fact]
    public async Task Purchase_OfWhatTheClientCannotSee_IsNotForSale()
    {
        await CreateAsync("unreleased");
        await _troupe.Alice.BuyAsync(new PurchaseOrder("unreleased", "4000000000000000"), "hidden");
        await _troupe.Alice.BuyAsync(new PurchaseOrder("never-was", "4000000000000000"), "absent");

        Assert.Equal(PurchaseStatus.NotForSale, (await SettledAsync("hidden")).Status);
        Assert.Equal(PurchaseStatus.NotForSale, (await SettledAsync("absent")).Status);
    }

    [Fact]
    public async Task Purchase_AskedForTwice_IsOnePurchase()
    {
        await CreateAsync("twice");
        await _troupe.Owen.ReleaseAsync("twice");
        var order = new PurchaseOrder("twice", GeneratedWorld.CardOf(Cast.Alice));
        await _troupe.Alice.BuyAsync(order, "once");
        await _troupe.Alice.BuyAsync(order, "once");

        Assert.Equal(PurchaseStatus.Approved, (await SettledAsync("once")).Status);
        Assert.Single(await _troupe.Alice.PurchasesAsync());
        Assert.Contains("\"twice\":1", (await _troupe.Owen.AskAsync(HttpMethod.Get, "sales")).Body, StringComparison.Ordinal);
    }

    private async Task CreateAsync(string id)
    {
        await _troupe.Owen.ReportAsync(new ProductCreate(id, "ACME", id, "", "Things", 10), id);
        await Patience.UntilAsync("the product", _troupe.Owen.ProductsAsync, all => all.Any(product => product.Id == id && product.Price == 10), TimeProvider.System);
    }

    private Task<Purchase> SettledAsync(string id) => Patience.UntilAsync(
        "the purchase",
        async () => (await _troupe.Alice.PurchasesAsync()).Single(purchase => purchase.Id == id),
        purchase => purchase.Status != PurchaseStatus.Pending,
        TimeProvider.System);

    private async Task<IReadOnlyList<World.ReceivedMail>> MailAsync(string subject, params string[] to)
    {
        var mails = await Patience.UntilAsync(subject, _desk.MailAsync, all => all.Any(Fits), TimeProvider.System);
        return [.. mails.Where(Fits)];

        bool Fits(World.ReceivedMail mail) =>
            mail.Subject.StartsWith(subject, StringComparison.Ordinal) && to.Any(id => mail.To.Contains($"{id}@photographers.example", StringComparer.Ordinal));
    }
}
