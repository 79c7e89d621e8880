using System.Text.RegularExpressions;
using HelloRetail.Hosting;
using HelloRetail.Scenario;
using Spectre.Console;

namespace HelloRetail.Lambda;

/// <summary>The scenario as its account tells it, as lines that can be compared.</summary>
internal static partial class Played
{
    public static async Task<IReadOnlyList<string>> OnKestrelAsync(ScenarioSize size, TimeProvider time)
    {
        var data = Directory.CreateTempSubdirectory("hello-retail-kestrel-").FullName;
        try
        {
            await using var shop = await ShopHost.StartAsync(new ShopOptions { Data = data, Port = 0, Size = size }, time);
            using var desk = new Desk(shop.Address);
            using var troupe = new Troupe(shop, desk, new Journal(path: null), time);
            return await PlayAsync("on Kestrel, with the rows in a file", troupe, size, time);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    public static async Task<IReadOnlyList<string>> InLambdaAsync(ShopInLambda shop, ScenarioSize size, TimeProvider time)
    {
        using var desk = new Desk(shop.Desk);
        using var troupe = new Troupe(shop.Address, shop.Tokens, isGuarded: true, desk, new Journal(path: null), time);
        return await PlayAsync("in the stand-in for Lambda, with the rows in DynamoDB Local", troupe, size, time);
    }

    // What is printed is for people; what is compared is without times, how wide they make a table, and which of two photographers it was.
    private static async Task<IReadOnlyList<string>> PlayAsync(string where, Troupe troupe, ScenarioSize size, TimeProvider time)
    {
        Console.WriteLine($"=== {where} ===");
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 140;
        try
        {
            await new PublishedScenario(troupe, new Account(console), size, time).PlayAsync();
        }
        finally
        {
            Console.WriteLine(text);
        }

        return [.. text.ToString().Split('\n').Select(line => Padding().Replace(Median().Replace(Uploads().Replace(line, "has uploaded pictures"), "- ms"), "${one}"))];
    }

    [GeneratedRegex("[0-9.,]+ ms", RegexOptions.None, 1_000)]
    private static partial Regex Median();

    [GeneratedRegex("has uploaded [0-9]+ pictures", RegexOptions.None, 1_000)]
    private static partial Regex Uploads();

    [GeneratedRegex("(?<one>[ ─])\\k<one>+", RegexOptions.None, 1_000)]
    private static partial Regex Padding();
}
