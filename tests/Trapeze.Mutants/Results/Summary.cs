using System.Globalization;
using System.Text;

namespace Trapeze.Mutants.Results;

/// <summary>What the rows come to.</summary>
internal sealed class Summary
{
    /// <summary>The folder of the level that sees what a client sees.</summary>
    internal const string Outside = "BlackBox";

    private readonly List<Row> _mortal;
    private readonly List<Row> _equivalent;
    private readonly List<Row> _outside;

    internal Summary(IReadOnlyList<Row> rows)
    {
        _mortal = [.. rows.Where(row => row.Mutant.Equivalent is null)];
        _equivalent = [.. rows.Where(row => row.Mutant.Equivalent is not null)];
        _outside = [.. _mortal.Where(row => row.Mutant.IsVisibleOutside)];
    }

    /// <summary>Whether every mutant that must die did, and no other.</summary>
    internal bool Holds => _mortal.TrueForAll(row => row.IsKilled) && _equivalent.TrueForAll(row => !row.IsKilled);

    public override string ToString()
    {
        var killed = _mortal.Where(row => row.IsKilled).ToList();
        var seen = _outside.Count(row => row.IsFoundBy(Outside));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{killed.Count} killed of {_mortal.Count}");
        text.Append(CultureInfo.InvariantCulture, $" ({_mortal.Count(row => row.Mutant.Harm == Harm.Leak)} leaks, {_mortal.Count(row => row.Mutant.Harm == Harm.Functional)} functional)");
        text.Append(CultureInfo.InvariantCulture, $", {_equivalent.Count} equivalent. {killed.Count(row => row.Cells.All(cell => !cell.Value.IsFound || cell.Key is Workers.LevelName.Tests))} of them only by the projects' own tests.\n");
        if (killed.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Time to the first finding of the quickest level: {Spread(killed, row => row.MillisecondsAgain)}; the first time, with what the runtime compiles on the way: {Spread(killed, row => row.Milliseconds)}.\n");
        }

        if (_outside.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"The black box alone kills {seen} of the {_outside.Count} visible from outside ({100.0 * seen / _outside.Count:0} %).\n");
        }

        List(text, "Not seen by the black box, though visible from outside", _outside.Where(row => !row.IsFoundBy(Outside)));
        List(text, "Survivors", _mortal.Where(row => !row.IsKilled));
        List(text, "Called equivalent, but killed", _equivalent.Where(row => row.IsKilled));
        return text.ToString();
    }

    private static string Spread(List<Row> rows, Func<Row, double> time)
    {
        var times = rows.Select(time).Order().ToList();
        return $"median {Cell.TimeOf(times[times.Count / 2])}, worst {Cell.TimeOf(times[^1])}";
    }

    private static void List(StringBuilder text, string title, IEnumerable<Row> rows)
    {
        var ids = string.Join(", ", rows.Select(row => row.Mutant.Id));
        if (ids.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{title}: {ids}.\n");
        }
    }
}
