using HelloRetail.Hosting;
using HelloRetail.People;
using HelloRetail.Scenario;
using Spectre.Console;

namespace HelloRetail.Tests;

/// <summary>Without Trapeze the same code leaks: so what holds it back in the other tests is Trapeze.</summary>
public sealed class UnguardedTests
{
    [Fact]
    public async Task Unguarded_LeaksWhatTheGuardHoldsBack_AndSaysSoLoudly()
    {
        using var data = new DataFolder();
        var options = new ShopOptions { Data = data.Path, Port = 0, Size = ScenarioSize.Small, Unguarded = true };
        await using var shop = await ShopHost.StartAsync(options, TimeProvider.System);
        using var desk = new Desk(shop.Address);
        using var troupe = new Troupe(shop, desk, new Journal(path: null), TimeProvider.System);
        using var told = new StringWriter();
        var account = new Account(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(told) }));

        account.Open(shop.Address, options);
        await new PublishedScenario(troupe, account, options.Size, TimeProvider.System).PlayAsync();

        Assert.Contains("UNGUARDED", told.ToString(), StringComparison.Ordinal);
        Assert.Contains(await troupe.Alice.ProductsAsync(), product => product.Id == PublishedScenario.SecretThing);
        Assert.Contains(await troupe.Alice.PurchasesAsync(), purchase => purchase.Client == "bob");
        Assert.Contains(GeneratedWorld.CardOf(Cast.Alice), (await troupe.Alice.AskAsync(HttpMethod.Get, "card")).Body, StringComparison.Ordinal);
        Assert.Contains(await desk.MailAsync(), mail => mail.Body.Contains("The Quiet Thing", StringComparison.Ordinal));
        Assert.Contains(await desk.MailAsync(), mail => mail.Body.Contains(GeneratedWorld.CardOf(Cast.Alice), StringComparison.Ordinal));
    }
}
