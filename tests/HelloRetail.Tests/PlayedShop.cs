using HelloRetail.Hosting;
using HelloRetail.Scenario;
using Spectre.Console;

namespace HelloRetail.Tests;

/// <summary>A guarded shop on a free port, in which a small scenario has been played.</summary>
public sealed class PlayedShop : IAsyncLifetime
{
    private readonly DataFolder _data = new();
    private readonly StringWriter _told = new();
    private readonly ShopTable? _table;
    private Desk? _desk;

    public PlayedShop()
    {
    }

    internal PlayedShop(ShopTable table) => _table = table;

    public static ScenarioSize Size => ScenarioSize.Small;

    public ShopHost Shop { get; private set; } = null!;

    public Troupe Troupe { get; private set; } = null!;

    public string Data => Options.Folder;

    internal ShopOptions Options => new() { Data = _data.Path, Port = 0, Size = Size, Table = _table };

    /// <summary>What the console was told.</summary>
    public string Told => _told.ToString();

    public async Task InitializeAsync()
    {
        await OpenAsync();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_told) });
        console.Profile.Width = 200;
        await new PublishedScenario(Troupe, new Account(console), Size, TimeProvider.System).PlayAsync();
    }

    /// <summary>Closes the shop and opens it again on what it left.</summary>
    internal async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    internal async Task CloseAsync()
    {
        Troupe?.Dispose();
        _desk?.Dispose();
        if (Shop is not null)
        {
            await Shop.DisposeAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await CloseAsync();
        _data.Dispose();
    }

    private async Task OpenAsync()
    {
        Shop = await ShopHost.StartAsync(Options, TimeProvider.System);
        _desk = new Desk(Shop.Address);
        Troupe = new Troupe(Shop, _desk, new Journal(path: null), TimeProvider.System);
    }
}
