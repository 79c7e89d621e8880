using HelloRetail.Hosting;
using HelloRetail.Scenario;
using Spectre.Console;

namespace HelloRetail.Tests;

/// <summary>A guarded shop on a free port, in which a small scenario has been played.</summary>
public sealed class PlayedShop : IAsyncLifetime
{
    private readonly DataFolder _data = new();
    private readonly StringWriter _told = new();
    private Desk? _desk;

    public static ScenarioSize Size => ScenarioSize.Small;

    public ShopHost Shop { get; private set; } = null!;

    public Troupe Troupe { get; private set; } = null!;

    public string Data => Path.Combine(_data.Path, "shop");

    /// <summary>What the console was told.</summary>
    public string Told => _told.ToString();

    public async Task InitializeAsync()
    {
        Shop = await ShopHost.StartAsync(new ShopOptions { Data = _data.Path, Port = 0, Size = Size }, TimeProvider.System);
        _desk = new Desk(Shop.Address);
        Troupe = new Troupe(Shop, _desk, new Journal(path: null), TimeProvider.System);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_told) });
        console.Profile.Width = 200;
        await new PublishedScenario(Troupe, new Account(console), Size, TimeProvider.System).PlayAsync();
    }

    public async Task DisposeAsync()
    {
        Troupe?.Dispose();
        _desk?.Dispose();
        if (Shop is not null)
        {
            await Shop.DisposeAsync();
        }

        _data.Dispose();
    }
}
