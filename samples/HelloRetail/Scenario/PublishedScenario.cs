using HelloRetail.Events;
using HelloRetail.People;
using HelloRetail.Workflows;

namespace HelloRetail.Scenario;

/// <summary>The case study's published scenario, played over HTTP by its people. May be played again over the data of an earlier time.</summary>
public sealed class PublishedScenario(Troupe troupe, Account account, ScenarioSize size, TimeProvider time)
{
    /// <summary>Owen's product that is never released.</summary>
    public const string SecretThing = "thing-0";

    private readonly GeneratedWorld _world = new(size.Seed, size.Customers, size.Wares);

    /// <summary>The products that Owen releases.</summary>
    public static string Thing(int number) => $"thing-{number}";

    public async Task PlayAsync()
    {
        await ArriveAsync();
        await CreateAsync();
        await PhotographAsync();
        account.Shelf("The shelf before the release: one URL, one store, the same keys", await troupe.LookAsync(), Keys());
        await ReleaseAsync();
        account.Shelf("The shelf after the release", await troupe.LookAsync(), Keys());
        await BuyAsync();
        await ReadAsync();
        account.Wallets(await troupe.OpenWalletsAsync());
        account.Attempts(await new RefusedAttempts(troupe).MakeAsync(), troupe.IsGuarded);
    }

    private async Task ArriveAsync()
    {
        account.Act("Everybody arrives");
        foreach (var (client, phone) in new[] { (troupe.Peter, "+1 206 555 0101"), (troupe.Paul, "+1 206 555 0102") })
        {
            await client.ReportAsync(new UpdatePhone(client.Person.Id, phone), client.Person.Id);
            account.Did(client.Person, $"registers the phone {phone}");
        }

        foreach (var client in troupe.Everyone)
        {
            await client.ReportAsync(new Login(client.Person.Id, client.Person.Name), client.Person.Id);
        }

        await Parallel.ForEachAsync(_world.Customers, async (customer, _) =>
        {
            using var client = troupe.Join(customer);
            await client.ReportAsync(new Login(customer.Id, customer.Name), customer.Id);
        });
        account.Did(null, $"{size.Customers} further customers log in (seed {size.Seed})");
        await Patience.UntilAsync("the photographers", troupe.Owen.UsersAsync, users => users.Count >= size.Customers + troupe.Everyone.Count, time);
    }

    private async Task CreateAsync()
    {
        account.Act("Owen fills the shelf");
        await troupe.Owen.ReportAsync(
            new ProductCreate(SecretThing, "ACME", "The Quiet Thing", "Next year's model. Nobody knows yet.", "Prototypes", 99), SecretThing);
        account.Did(Cast.Owen, $"creates {SecretThing}, a prototype that he will not release");
        for (var number = 1; number <= size.Things; number++)
        {
            await troupe.Owen.ReportAsync(
                new ProductCreate(Thing(number), "ACME", $"Thing {number}", "A thing, as good as any.", "Things", 10), Thing(number));
        }

        account.Did(Cast.Owen, $"creates {Thing(1)} to {Thing(size.Things)}: Things, ACME, 10 each");
        await Parallel.ForEachAsync(_world.Products, async (product, _) => await troupe.Owen.ReportAsync(product, product.Id));
        account.Did(Cast.Owen, $"creates {size.Wares} further products in {_world.Products.DistinctBy(product => product.Category).Count()} categories");
    }

    private async Task PhotographAsync()
    {
        account.Act("Peter and Paul take the pictures");
        using var done = new CancellationTokenSource();
        var photographers = new[] { troupe.Peter, troupe.Paul }.Select(client => new PhotographerAtWork(client, troupe.MailBox, time)).ToList();
        var atWork = photographers.ConvertAll(photographer => photographer.RunAsync(done.Token));
        var all = size.Things + 1 + size.Wares;
        await Patience.UntilAsync(
            "the pictures", troupe.Owen.ProductsAsync, products => products.Count(product => product.Image is not null) >= all, time);
        await done.CancelAsync();
        await Task.WhenAll(atWork);
        foreach (var photographer in photographers)
        {
            account.Did(photographer.Person, $"has uploaded {photographer.Uploads} pictures, each under the number on a postcard that named no product");
        }
    }

    private async Task ReleaseAsync()
    {
        account.Act("Owen releases the products");
        foreach (var thing in Enumerable.Range(1, size.Things).Select(Thing).Concat(_world.Products.Take(_world.Released).Select(product => product.Id)))
        {
            await troupe.Owen.ReleaseAsync(thing);
        }

        account.Did(Cast.Owen, $"releases {Thing(1)} to {Thing(size.Things)} and {_world.Released} further products; {SecretThing} and the rest stay his");
    }

    private async Task BuyAsync()
    {
        account.Act("Alice and Bob go shopping");
        foreach (var client in new[] { troupe.Bob, troupe.Alice })
        {
            for (var number = 1; number <= size.Things; number++)
            {
                var card = number == 1 ? GeneratedWorld.CardOf(client.Person) : null;
                await client.BuyAsync(new PurchaseOrder(Thing(number), card, StoreCC: true), $"{client.Person.Id}-{Thing(number)}");
                await SettledAsync(client, number);
                if (number == 1)
                {
                    await troupe.CardStoredAsync(client.Person);
                }
            }

            var settled = await client.PurchasesAsync();
            account.Did(client.Person, $"buys {size.Things} things; the first keeps the card (storeCC), the others use it: {Outcomes(settled)}");
        }

        await Parallel.ForEachAsync(_world.Purchases, async (purchase, _) =>
        {
            using var client = troupe.Join(purchase.Customer);
            await client.BuyAsync(
                new PurchaseOrder(purchase.Product.Id, GeneratedWorld.CardOf(purchase.Customer)), $"{purchase.Customer.Id}-{purchase.Product.Id}");
        });
        var sold = await Patience.UntilAsync(
            "the purchases",
            troupe.Owen.PurchasesAsync,
            purchases => purchases.Count >= _world.Purchases.Count + (2 * size.Things)
                && purchases.All(purchase => purchase.Status != PurchaseStatus.Pending),
            time);
        account.Did(null, $"{_world.Purchases.Count} further customers buy something each");
        account.Did(Cast.Owen, $"sees {sold.Count} purchases and no card: {Outcomes(sold)}");
    }

    private Task SettledAsync(ShopClient client, int purchases) => Patience.UntilAsync(
        "a purchase", client.PurchasesAsync, seen => seen.Count(purchase => purchase.Status != PurchaseStatus.Pending) >= purchases, time);

    private async Task ReadAsync()
    {
        account.Act($"{size.Rounds} rounds of GET /categories and GET /products by everybody");
        var rounds = new List<RoundsSummary>();
        foreach (var client in troupe.Everyone)
        {
            rounds.Add(await new Rounds(client, time).RunAsync(size.Rounds));
        }

        account.Rounds(rounds);
    }

    private IReadOnlyList<string> Keys() =>
        [SecretThing, .. Enumerable.Range(1, size.Things).Select(Thing), _world.Products[0].Id, _world.Products[^1].Id];

    private static string Outcomes(IReadOnlyList<Purchase> purchases) => string.Join(
        ", ", purchases.CountBy(purchase => purchase.Status).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}"));
}
