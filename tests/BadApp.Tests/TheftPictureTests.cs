using BadApp.Hosting;
using BadApp.Measuring;
using BadApp.Picture;
using BadApp.Theft;
using Spectre.Console;

namespace BadApp.Tests;

public sealed class TheftPictureTests
{
    private static readonly IReadOnlyList<Haul> Hauls = MadeUp.Hauls(MadeUp.Open, _ => MadeUp.Closed(TimeSpan.FromMilliseconds(5)));

    [Fact]
    public void Picture_WithoutColours_ShowsEverySecretAsSigns()
    {
        var drawn = Draw(ColorSystemSupport.NoColors);

        var secret = Hauls[0].Plays[0].Secret;
        var firstRow = string.Concat(Enumerable.Range(0, 8).Select(bit => secret.IsSet(bit) ? '#' : '.'));
        Assert.Equal(1 + (2 * Play.Ways.Length), drawn.Split(firstRow).Length - 1);
        Assert.Contains("64 of 64", drawn, StringComparison.Ordinal);
        Assert.Contains("-seed 17", drawn, StringComparison.Ordinal);
        Assert.Contains("nothing that Mallory got depended on the secret", drawn.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', drawn);
    }

    [Fact]
    public void Picture_WithColours_ShowsSquares()
    {
        var drawn = Draw(ColorSystemSupport.TrueColor);

        Assert.Contains("▀", drawn, StringComparison.Ordinal);
        Assert.Contains("\u001b[", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_FitsANarrowTerminal() =>
        Assert.All(Draw(ColorSystemSupport.NoColors).Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));

    [Fact]
    public void Picture_OfEveryGuard_NamesItAndTellsTheInformation()
    {
        var drawn = Draw(ColorSystemSupport.NoColors);

        Assert.All(Enum.GetValues<Guard>(), guard => Assert.Contains(guard.Title(), drawn, StringComparison.Ordinal));
        Assert.Contains("######## 1.00", drawn, StringComparison.Ordinal);
        Assert.Contains("........ 0.00", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void Close_WithFaults_TellsThemAndNotTheMoral()
    {
        using var told = new StringWriter();
        var picture = new TheftPicture(Console(told, ColorSystemSupport.NoColors));

        picture.Close(["Under Trapeze Write tells [something]."]);

        Assert.Contains("tells [something]", told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("stole every bit", told.ToString(), StringComparison.Ordinal);
    }


    private static string Draw(ColorSystemSupport colours)
    {
        using var told = new StringWriter();
        var picture = new TheftPicture(Console(told, colours));
        picture.Open(seed: 17);
        picture.Show(Hauls);
        picture.Close(Verdict.Faults(Hauls));
        return told.ToString();
    }

    private static IAnsiConsole Console(StringWriter told, ColorSystemSupport colours)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = colours,
            Out = new AnsiConsoleOutput(told),
        });
        console.Profile.Width = 80;
        return console;
    }
}
