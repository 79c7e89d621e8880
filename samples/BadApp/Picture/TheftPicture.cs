using System.Collections.Immutable;
using System.Globalization;
using BadApp.Hosting;
using BadApp.Measuring;
using BadApp.Theft;
using Spectre.Console;

namespace BadApp.Picture;

/// <summary>Shows on the console what was stolen.</summary>
public sealed class TheftPicture(IAnsiConsole console)
{
    private const int BarLength = 8;

    private bool HasColours => console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;

    public void Open(int seed)
    {
        console.MarkupLine("[bold]The theft of a secret, bit by bit[/]");
        console.WriteLine(
            "Alice keeps a secret of 64 bits in an application. Somebody injected code into it that never sends the secret anywhere: it looks at one bit, "
            + "and behaves differently if that is set. Mallory, a visitor, asks 64 times at once, a bit each, and watches.");
        console.MarkupLine(Say($"[grey]A light square (#) is a bit that is set. The dice: --seed {seed}[/]"));
    }

    public void Show(IReadOnlyList<Haul> hauls)
    {
        ArgumentNullException.ThrowIfNull(hauls);
        ShowGrids(hauls);
        ShowBits(hauls);
        ShowFigures(hauls.Single(haul => haul.Guard == Guard.Trapeze));
    }

    public void Close(ImmutableArray<string> faults)
    {
        console.WriteLine();
        foreach (var fault in faults)
        {
            console.MarkupLine($"[bold red]{Markup.Escape(fault)}[/]");
        }

        if (faults.IsEmpty)
        {
            console.MarkupLine(
                "[bold]The same code stole every bit six times over without a guard; under Trapeze it ran to the same ends, and nothing that Mallory got depended on the secret.[/]");
        }
    }

    private void ShowGrids(IReadOnlyList<Haul> hauls)
    {
        console.WriteLine();
        var table = new Table().NoBorder().AddColumn("if it is set,\nthe code …");
        foreach (var way in Play.Ways)
        {
            table.AddColumn(way.Deed.Replace(" ", "\n", StringComparison.Ordinal));
        }

        var secret = hauls[0].Plays[0].Secret;
        table.AddRow(["", .. Play.Ways.Select(_ => "")]);
        table.AddRow(["[bold]Alice's secret[/]", Grid([.. Enumerable.Range(0, Secret.Length).Select(secret.IsSet)]), .. Play.Ways.Skip(1).Select(_ => "")]);
        foreach (var haul in hauls)
        {
            table.AddRow(["", .. Play.Ways.Select(_ => "")]);
            table.AddRow([$"[bold]{haul.Guard.Title()}[/]\nMallory gets", .. Play.Ways.Select(way => Taken(haul.Plays[0], way))]);
        }

        console.Write(table);
    }

    private void ShowBits(IReadOnlyList<Haul> hauls)
    {
        console.WriteLine();
        console.WriteLine("Information about each bit in everything that Mallory sees: from 0, nothing, to 1, the bit.");
        var table = Narrow(["the code …", "and Mallory:", .. hauls.Select(haul => haul.Guard.Title())]);
        foreach (var way in Play.Ways)
        {
            table.AddRow([way.Deed, way.Trace, .. hauls.Select(haul => Bar(haul.Measurements.Single(one => one.Way == way).Everything.Bits))]);
        }

        console.Write(table);
    }

    private void ShowFigures(Haul haul)
    {
        var bits = haul.Plays.Length * Secret.Length;
        console.WriteLine(Say(
            $"With Trapeze, {haul.Plays.Length} secrets of {Secret.Length} bits. Guessing gets {bits / 2} ± {Math.Sqrt(bits) / 2:0} of {bits} right. I: mutual information of a bit and what was seen, in bits. Shuffled: the same estimator, time included, after the secret's bits were mixed up, so that there is nothing to find."));
        var table = Narrow("the code …", "right", "I but time", "I with time", "shuffled", "later by");
        foreach (var one in haul.Measurements)
        {
            table.AddRow(
                one.Way.Deed,
                Say($"{one.Stolen.Sum()}"),
                Figure(one.Said.Bits, one.Said.Error),
                Figure(one.Everything.Bits, one.Everything.Error),
                Figure(one.Everything.Null, one.Everything.NullError),
                Say($"{Math.Round(one.Delay.TotalMilliseconds, 2) + 0.0:0.00} ms"));
        }

        console.Write(table);
        if (haul.Measurements.Where(one => one.Everything.IsBeyondNull && one.Everything.Bits <= Verdict.MaterialBits).ToList() is { Count: > 0 } late)
        {
            console.MarkupLine(Say($"[yellow]Physical time, which is outside the guarantee, tells a little here: {late.Max(one => one.Everything.Bits):0.000} bits.[/]"));
        }
    }

    // Fits 80 columns.
    private static Table Narrow(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column) { Padding = new Padding(0, 0, 0, 0) });
        }

        return table;
    }

    private string Taken(Play play, Way way) => $"{Grid(play.Guess(way))}\n[grey]{play.Stolen(way)} of {Secret.Length}[/]";

    private string Grid(IReadOnlyList<bool> bits) => HasColours ? BitGrid.Coloured(bits) : BitGrid.Plain(bits);

    private string Bar(double bits)
    {
        var full = (int)Math.Round(Math.Clamp(bits, 0, 1) * BarLength);
        var (on, off) = HasColours ? ('█', '░') : ('#', '.');
        return $"[{(full > 0 ? "red" : "green")}]{new string(on, full)}{new string(off, BarLength - full)}[/] {Say($"{Math.Clamp(bits, 0, 1):0.00}")}";
    }

    // An estimate of nothing lies on both sides of 0; a rounded minus sign would only puzzle.
    private static string Figure(double bits, double error) => Say($"{Math.Round(bits, 3) + 0.0:0.000} ± {error:0.000}");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
