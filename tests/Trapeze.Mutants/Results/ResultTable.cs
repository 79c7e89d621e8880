using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Trapeze.Mutants.Results;

/// <summary>What was found, as a page: rows of mutants that are run again are replaced, the others stay.</summary>
internal sealed class ResultTable(ImmutableArray<Mutant> registry, string path)
{
    // mutant, breaks, harm, outside; then the levels.
    private const int FirstLevel = 4;

    /// <summary>Writes the page.</summary>
    internal async Task WriteAsync(IReadOnlyList<Row> rows)
    {
        var fresh = rows.ToDictionary(row => row.Mutant.Id, StringComparer.Ordinal);
        var kept = File.Exists(path) ? Read(await File.ReadAllLinesAsync(path)) : [];
        var all = registry.Select(mutant => fresh.GetValueOrDefault(mutant.Id) ?? kept.GetValueOrDefault(mutant.Id)).OfType<Row>().ToList();
        await File.WriteAllTextAsync(path, Page(all));
    }

    /// <summary>One mutant in one line, for who watches.</summary>
    internal static string Line(Verdict verdict, IEnumerable<string> folders)
    {
        var row = Row.Of(verdict, folders);
        var state = row.IsKilled ? "killed" : verdict.Mutant.Equivalent is null ? "SURVIVES" : "equal";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{state,-8} {verdict.Mutant.Id,-34} {string.Join("  ", row.Cells.Select(cell => $"{cell.Key} {cell.Value}"))}  [load {verdict.LoadMilliseconds:0} ms]  {verdict.Mutant.Breaks}");
    }

    private Dictionary<string, Row> Read(IReadOnlyList<string> lines)
    {
        var mutants = registry.ToDictionary(mutant => mutant.Id, StringComparer.Ordinal);
        var head = lines.FirstOrDefault(line => line.StartsWith("| mutant |", StringComparison.Ordinal));
        var folders = head is null ? [] : CellsOf(head)[FirstLevel..];
        return lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(CellsOf)
            .Where(cells => mutants.ContainsKey(cells[0].Trim('`')))
            .ToDictionary(cells => cells[0].Trim('`'), cells => new Row(mutants[cells[0].Trim('`')], Parse(cells[FirstLevel..])), StringComparer.Ordinal);

        ImmutableSortedDictionary<string, Cell> Parse(string[] cells) => folders.Zip(cells.Select(Cell.Parse))
            .Where(each => each.Second is not null).ToImmutableSortedDictionary(each => each.First, each => each.Second!, StringComparer.Ordinal);
    }

    private static string[] CellsOf(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    private static string Page(List<Row> rows)
    {
        var folders = rows.SelectMany(row => row.Cells.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var text = new StringBuilder();
        text.Append("""
            # Mutants

            Each row is one single change to the code, made in a rewritten copy; nothing of it is in the source. `cases / time / again` is what a level
            needed to notice it, the first time and once more with its code compiled, `–` that it did not in its time, nothing that it does not look there; the projects' own tests are asked only about what
            no level of evidence notices within a tenth of a second. Written by `./mutants.sh --write`, which replaces the rows of the mutants that it runs.


            """);
        text.Append(new Summary(rows)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"| mutant | breaks | harm | outside | {string.Join(" | ", folders)} |\n|---|---|---|---|{string.Concat(folders.Select(_ => "---|"))}\n");
        foreach (var row in rows)
        {
            var mutant = row.Mutant;
            text.Append(CultureInfo.InvariantCulture, $"| `{mutant.Id}` | {mutant.Breaks} | {(mutant.Harm == Harm.Leak ? "leak" : "function")} | {(mutant.IsVisibleOutside ? "yes" : "")} | {string.Join(" | ", folders.Select(folder => row.Cells.GetValueOrDefault(folder)))} |\n");
        }

        var equivalent = rows.Where(row => row.Mutant.Equivalent is not null).ToList();
        if (equivalent.Count > 0)
        {
            text.Append("\n## Equivalent\n\nNo observer can tell these from what ships, each for its own reason.\n\n");
            foreach (var row in equivalent)
            {
                text.Append(CultureInfo.InvariantCulture, $"- `{row.Mutant.Id}`: {row.Mutant.Equivalent}\n");
            }
        }

        return text.ToString();
    }
}
