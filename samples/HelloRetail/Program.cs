using HelloRetail.Hosting;
using HelloRetail.Scenario;
using Microsoft.Extensions.Options;
using Spectre.Console;

if (LambdaShop.IsHere)
{
    await LambdaShop.RunAsync(TimeProvider.System);
    return 0;
}

var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
var defaultData = Path.Combine(local.Length > 0 ? local : Environment.CurrentDirectory, "hello-retail");
if (ShopOptions.Parse(args, defaultData, out var offending) is not { } options)
{
    if (offending != "--help")
    {
        Console.Error.WriteLine($"The shop does not understand `{offending}`, or what follows it.");
    }

    Console.Error.WriteLine(ShopOptions.Usage);
    return offending == "--help" ? 0 : 2;
}

var time = TimeProvider.System;
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 140;
}

var account = new Account(AnsiConsole.Console);
await using var shop = await StartAsync(options, time);
if (shop is null)
{
    return 1;
}

account.Open(shop.Address, options);
if (!options.Quiet)
{
    using var desk = new Desk(shop.Address);
    using var troupe = new Troupe(shop, desk, new Journal(options.Journal), time);
    await new PublishedScenario(troupe, account, options.Size, time).PlayAsync();
}

if (!options.Once)
{
    account.Serving(shop.Address);
    await shop.WaitForShutdownAsync();
}

return 0;

static async Task<ShopHost?> StartAsync(ShopOptions options, TimeProvider time)
{
    try
    {
        return await ShopHost.StartAsync(options, time);
    }
    catch (Exception error) when (error is IOException or OptionsValidationException)
    {
        Console.Error.WriteLine($"The shop cannot open: {error.Message}");
        return null;
    }
}
