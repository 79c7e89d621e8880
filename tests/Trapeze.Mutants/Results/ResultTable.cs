using System.Globalization;
using System.Text;

namespace Trapeze.Mutants.Results;

/// <summary>The verdicts as text.</summary>
internal static class ResultTable
{
    /// <summary>One mutant in one line.</summary>
    internal static string Line(Verdict verdict, IEnumerable<string> folders)
    {
        var state = verdict.IsKilled ? "killed" : verdict.Mutant.Equivalent is null ? "SURVIVES" : "equal";
        var cells = folders.Where(folder => verdict.Of(folder) is not null).Select(folder => $"{folder} {Cell(verdict.Of(folder))}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{state,-8} {verdict.Mutant.Id,-34} {string.Join("  ", cells)}  [load {verdict.LoadMilliseconds:0} ms]  {verdict.Mutant.Breaks}");
    }

    /// <summary>All of them, as a page.</summary>
    internal static string Page(IReadOnlyList<Verdict> verdicts, IReadOnlyList<string> folders, Summary summary)
    {
        var text = new StringBuilder();
        text.Append("""
            # Mutants

            Each row is one single change to the code, made in a rewritten copy; nothing of it is in the source. `cases / time` is what a level
            needed to notice it, `–` that it did not in its time, nothing that it does not look there. Written by `./mutants.sh --write`.


            """);
        text.Append(summary).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"\n| mutant | breaks | harm | outside | {string.Join(" | ", folders)} |\n|---|---|---|---|{string.Concat(folders.Select(_ => "---|"))}\n");
        foreach (var verdict in verdicts)
        {
            var mutant = verdict.Mutant;
            text.Append(CultureInfo.InvariantCulture, $"| `{mutant.Id}` | {mutant.Breaks} | {Name(mutant.Harm)} | {(mutant.IsVisibleOutside ? "yes" : "")} | {string.Join(" | ", folders.Select(folder => Cell(verdict.Of(folder))))} |\n");
        }

        var equivalent = verdicts.Where(verdict => verdict.Mutant.Equivalent is not null).ToList();
        if (equivalent.Count > 0)
        {
            text.Append("\n## Equivalent\n\nNo observer can tell these from what ships, each for its own reason.\n\n");
            foreach (var verdict in equivalent)
            {
                text.Append(CultureInfo.InvariantCulture, $"- `{verdict.Mutant.Id}`: {verdict.Mutant.Equivalent}\n");
            }
        }

        return text.ToString();
    }

    private static string Name(Harm harm) => harm == Harm.Leak ? "leak" : "function";

    private static string Cell(LevelResult? result) => result switch
    {
        null => "",
        { Answer.IsCrash: true } => result.Answer.Text,
        { Answer.Found: true } => string.Create(CultureInfo.InvariantCulture, $"{result.Answer.Case + 1} / {Time(result.Answer.Milliseconds)}"),
        _ => "–",
    };

    internal static string Time(double milliseconds) => milliseconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.0} s"),
    };
}
