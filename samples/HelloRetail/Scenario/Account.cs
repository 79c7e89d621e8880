using HelloRetail.Hosting;
using HelloRetail.People;
using Spectre.Console;

namespace HelloRetail.Scenario;

/// <summary>Tells the scenario on the console.</summary>
public sealed class Account(IAnsiConsole console)
{
    private static readonly Dictionary<string, string> Colours = new(StringComparer.Ordinal)
    {
        ["owen"] = "gold1",
        ["alice"] = "deepskyblue1",
        ["bob"] = "springgreen2",
        ["peter"] = "orchid",
        ["paul"] = "salmon1",
    };

    private int _act;

    public void Open(Uri shop, ShopOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Unguarded)
        {
            console.Write(new Panel("[bold white on red] UNGUARDED [/] The same code without Trapeze. Everything below that should not be seen is seen.")
                .BorderColor(Color.Red).DoubleBorder());
        }

        console.MarkupLine($"[bold]Hello, Retail![/] {shop}  [grey]data in {Markup.Escape(options.Data)}[/]");
        if (options.Table is { } table)
        {
            console.MarkupLine($"[grey]The rows are in DynamoDB{Markup.Escape(table.Endpoint is { } address ? $" at {address}" : "")}; events and audit are in the data folder.[/]");
        }

        console.MarkupLine("[grey]Tokens are for development only: signed by a key in the data folder, worth nothing anywhere else.[/]");
    }

    public void Serving(Uri shop) => console.MarkupLine($"\nThe shop stays open at [bold link]{shop}[/] (Ctrl+C closes it).");

    public void Act(string title)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold]{++_act}. {Markup.Escape(title)}[/]") { Justification = Justify.Left, Style = "grey" });
    }

    public void Did(Person? who, string what) =>
        console.MarkupLine(who is null ? $"  {Markup.Escape(what)}" : $"  [{Colours[who.Id]}]{who.Name}[/] {Markup.Escape(what)}");

    public void Shelf(string title, IReadOnlyList<View> views, IReadOnlyList<string> keys)
    {
        Act(title);
        var table = new Table().Border(TableBorder.Rounded).AddColumn("key");
        foreach (var view in views)
        {
            table.AddColumn(new TableColumn(Markup.Escape(view.Who)).Centered());
        }

        foreach (var key in keys)
        {
            table.AddRow([key, .. views.Select(view => Cell(view, key))]);
        }

        table.AddEmptyRow();
        table.AddRow(["[grey]products[/]", .. views.Select(view => $"{view.Products.Count}")]);
        table.AddRow(["[grey]categories[/]", .. views.Select(view => Markup.Escape(string.Join('\n', view.Categories.DefaultIfEmpty("none"))))]);
        console.Write(table);
    }

    public void Rounds(IReadOnlyList<RoundsSummary> rounds)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("who", "requests", "different answers", "median");
        foreach (var round in rounds)
        {
            table.AddRow(round.Who, $"{round.Requests}", $"{round.DifferentAnswers}", $"{round.Median.TotalMilliseconds:0.00} ms");
        }

        console.Write(table);
    }

    public void Wallets(IReadOnlyList<(string Who, Answer Answer)> answers)
    {
        Act("The same key in the card table, asked for by different activations");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("who", "GET /card is answered", "with");
        foreach (var (who, answer) in answers)
        {
            table.AddRow(Markup.Escape(who), Status(answer), Markup.Escape(answer.Body));
        }

        console.Write(table);
    }

    public void Attempts(IReadOnlyList<Attempt> attempts, bool isGuarded)
    {
        Act(isGuarded
            ? "What was refused: the caller gets a constant text, the developer the reason"
            : "What Trapeze would have refused, and nobody did");
        foreach (var attempt in attempts)
        {
            var tree = new Tree($"[bold]{Markup.Escape(attempt.Who)}[/]: {Markup.Escape(attempt.What)}");
            tree.AddNode($"caller     {Status(attempt.Answer)} {Markup.Escape(attempt.Answer.Body)}");
            foreach (var flow in attempt.Audit)
            {
                tree.AddNode($"developer  {Markup.Escape(Reason(flow))}");
            }

            if (isGuarded && attempt.Answer is { Status: StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden } && attempt.Audit.Count == 0)
            {
                tree.AddNode("developer  no activation was started");
            }

            console.Write(tree);
        }
    }

    private static string Reason(World.RefusedFlow flow) => flow.Rule switch
    {
        "Reply" => $"{flow.Function} rose above its reply, which {flow.Target} reads: the reply was closed at that moment ({flow.Reason})",
        "Send" => $"{flow.Function}, at {flow.Label}, may not send on {flow.Subject}, which {flow.Target} reads ({flow.Reason})",
        _ => $"{flow.Function}, at {flow.Label}: {flow.Rule} {flow.Subject} {flow.Target} ({flow.Reason})",
    };

    private static string Cell(View view, string key) =>
        view.Products.FirstOrDefault(product => string.Equals(product.Id, key, StringComparison.Ordinal)) is { } seen
            ? $"[green]{Markup.Escape(seen.Name)}[/]"
            : "[grey]·[/]";

    private static string Status(Answer answer) => answer.Status < 300 ? $"[green]{answer.Status}[/]" : $"[red]{answer.Status}[/]";
}
