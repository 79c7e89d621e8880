using System.Diagnostics;
using System.Globalization;
using HelloRetail.Hosting;
using HelloRetail.Scenario;
using HelloRetail.Workflows;

namespace HelloRetail.Tests;

/// <summary>kill -9 at random instants during the scenario: nothing acknowledged is lost, and the scenario completes.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("TRAPEZE_KILLS") ?? "5", CultureInfo.InvariantCulture);

    private readonly DataFolder _data = new();

    private string Journal => Path.Combine(_data.Path, "journal");

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Shop_KilledAtRandomInstants_LosesNothingAcknowledged_AndCompletes()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var shop = Start();
            using var fate = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(300, 5_000)));
            try
            {
                await shop.WaitForExitAsync(fate.Token);
                Assert.True(shop.ExitCode == 0, $"seed {seed}: the scenario failed by itself: {await shop.StandardError.ReadToEndAsync()}");
            }
            catch (OperationCanceledException)
            {
                shop.Kill(entireProcessTree: true);
                await shop.WaitForExitAsync();
            }

            await AcknowledgedIsThereAsync();
        }

        using var last = Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await last.WaitForExitAsync(patience.Token);

        Assert.True(last.ExitCode == 0, $"seed {seed}: {await last.StandardError.ReadToEndAsync()}");
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_data.Path, "tmp")));
        await AcknowledgedIsThereAsync();
    }

    private Process Start()
    {
        var temporary = Directory.CreateDirectory(Path.Combine(_data.Path, "tmp")).FullName;
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList = { typeof(ShopHost).Assembly.Location, "--once", "--small", "--data", _data.Path, "--port", "0", "--overdue", "20", "--journal", Journal },

            // A temporary folder of its own: what is left there at the end was left by the shop.
            Environment = { ["TMPDIR"] = temporary, ["DOTNET_EnableDiagnostics"] = "0" },
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Opens the shop on the data that the killed one left, plays nothing, and looks for everything that was acknowledged.</summary>
    private async Task AcknowledgedIsThereAsync()
    {
        if (!File.Exists(Journal))
        {
            return;
        }

        // The last line may be cut short by the kill.
        var text = await File.ReadAllTextAsync(Journal);
        var noted = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToLookup(words => words[0]);

        await using var shop = await ShopHost.StartAsync(new ShopOptions { Data = _data.Path, Port = 0, Size = ScenarioSize.Small }, TimeProvider.System);
        using var desk = new Desk(shop.Address);
        using var troupe = new Troupe(shop, desk, new Journal(path: null), TimeProvider.System);

        await ThereAsync("the products", noted["ProductCreate"].Select(words => words[2]), async () => (await troupe.Owen.ProductsAsync()).Select(product => product.Id));
        await ThereAsync("the users", noted["Login"].Select(words => words[2]), async () => (await troupe.Owen.UsersAsync()).Select(user => user.Id));
        await ThereAsync("the released", noted["Release"].Select(words => words[2]), async () => (await troupe.Bob.ProductsAsync()).Select(product => product.Id));
        // Overdue are those that were killed with the company's answer at hand: what is tried again above the client's label has no way down any more.
        var told = "";
        await ThereAsync(
            "the purchases",
            noted["Purchase"].Select(words => $"{words[1]} {words[2]}"),
            async () => Told(await troupe.Owen.PurchasesAsync())
                .Where(purchase => purchase.Status is PurchaseStatus.Approved or PurchaseStatus.Declined or PurchaseStatus.Overdue)
                .Select(purchase => $"{purchase.Client} {purchase.Id}"),
            () => told);

        IReadOnlyList<Purchase> Told(IReadOnlyList<Purchase> purchases)
        {
            told = string.Join(", ", purchases.Select(purchase => $"{purchase.Client} {purchase.Id} {purchase.Status}"));
            return purchases;
        }
    }

    private static async Task ThereAsync(string what, IEnumerable<string> acknowledged, Func<Task<IEnumerable<string>>> look, Func<string>? tell = null)
    {
        var expected = acknowledged.ToHashSet(StringComparer.Ordinal);
        List<string> missing = [];
        try
        {
            await Patience.UntilAsync(what, async () => missing = [.. expected.Except(await look(), StringComparer.Ordinal)], missing => missing.Count == 0, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"waited in vain for {what}: {string.Join(", ", missing)}; there are {tell?.Invoke()}");
        }
    }
}
