using System.Globalization;
using System.Text;

namespace Trapeze.Mutants.Results;

/// <summary>What the verdicts come to.</summary>
internal sealed class Summary
{
    /// <summary>The folder of the level that sees what a client sees.</summary>
    internal const string Outside = "BlackBox";

    private readonly List<Verdict> _mortal;
    private readonly List<Verdict> _equivalent;
    private readonly List<Verdict> _outside;

    internal Summary(IReadOnlyList<Verdict> verdicts)
    {
        _mortal = [.. verdicts.Where(verdict => verdict.Mutant.Equivalent is null)];
        _equivalent = [.. verdicts.Where(verdict => verdict.Mutant.Equivalent is not null)];
        _outside = [.. _mortal.Where(verdict => verdict.Mutant.IsVisibleOutside)];
    }

    /// <summary>Whether every mutant that must die did, and no other.</summary>
    internal bool Holds => _mortal.TrueForAll(verdict => verdict.IsKilled) && _equivalent.TrueForAll(verdict => !verdict.IsKilled);

    public override string ToString()
    {
        var times = _mortal.Where(verdict => verdict.IsKilled).Select(verdict => verdict.Fastest!.Answer.Milliseconds).Order().ToList();
        var seen = _outside.Count(verdict => verdict.Of(Outside) is { Answer.Found: true });
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{_mortal.Count(verdict => verdict.IsKilled)} killed of {_mortal.Count}");
        text.Append(CultureInfo.InvariantCulture, $" ({_mortal.Count(verdict => verdict.Mutant.Harm == Harm.Leak)} leaks, {_mortal.Count(verdict => verdict.Mutant.Harm == Harm.Functional)} functional)");
        text.Append(CultureInfo.InvariantCulture, $", {_equivalent.Count} equivalent.\n");
        if (times.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Time to the first finding of the quickest level: median {ResultTable.Time(times[times.Count / 2])}, worst {ResultTable.Time(times[^1])}.\n");
        }

        if (_outside.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"The black box alone kills {seen} of the {_outside.Count} visible from outside ({100.0 * seen / _outside.Count:0} %).\n");
        }

        List(text, "Not seen by the black box, though visible from outside", _outside.Where(verdict => verdict.Of(Outside) is not { Answer.Found: true }));
        List(text, "Survivors", _mortal.Where(verdict => !verdict.IsKilled));
        List(text, "Called equivalent, but killed", _equivalent.Where(verdict => verdict.IsKilled));
        return text.ToString();
    }

    private static void List(StringBuilder text, string title, IEnumerable<Verdict> verdicts)
    {
        var ids = string.Join(", ", verdicts.Select(verdict => verdict.Mutant.Id));
        if (ids.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{title}: {ids}.\n");
        }
    }
}
