using System.Runtime.CompilerServices;
using HelloRetail.Scenario;
using Microsoft.Playwright;

namespace HelloRetail.Tests;

/// <summary>The storefront page in a real browser.</summary>
public sealed class PageTests(PlayedShop played) : IClassFixture<PlayedShop>
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    [ChromiumFact]
    public async Task Page_ShowsEachPersonsWorld()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumFactAttribute.Executable,
            Headless = true,
            Args = Flags,
        });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            // The refused GET /card is what the page is there to show; the browser notes every 403 as an error.
            if (message.Type == "error" && !message.Text.Contains("403", StringComparison.Ordinal))
            {
                faults.Add(message.Text);
            }
        };
        page.PageError += (_, error) => faults.Add(error);

        await page.GotoAsync(played.Shop.Address.ToString());
        await page.WaitForSelectorAsync("body[data-ready]");
        var secret = page.Locator($"[data-product={PublishedScenario.SecretThing}]");
        await Assertions.Expect(secret).ToContainTextAsync("only Owen sees this");
        await ShootAsync(page, "owen");

        await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Alice" }).ClickAsync();
        await Assertions.Expect(page.Locator("#person-name")).ToHaveTextAsync("Alice’s world");
        await Assertions.Expect(secret).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#wallet .cardview")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "everyday token" }).ClickAsync();
        await Assertions.Expect(page.Locator("#wallet .answer")).ToContainTextAsync("403");
        await ShootAsync(page, "alice");

        await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Peter" }).ClickAsync();
        await Assertions.Expect(page.Locator("#wallet")).ToHaveCountAsync(0);

        await Assertions.Expect(page.Locator("#side tbody tr.only th").First).ToContainTextAsync(PublishedScenario.SecretThing);
        await Assertions.Expect(page.Locator("#mail li").First).ToContainTextAsync("Photo wanted");
        await Assertions.Expect(page.Locator("#refused")).ToContainTextAsync("teaser");
        Assert.Empty(faults);
    }

    private static Task ShootAsync(IPage page, string name, [CallerFilePath] string here = "") => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Path.GetDirectoryName(here)!, "artifacts", $"page-{name}.png"),
        FullPage = true,
    });
}
