using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>What one table consumed.</summary>
/// <param name="Name">The table.</param>
/// <param name="Total">All units.</param>
/// <param name="Own">Those of the table itself; 0 if they are not told apart.</param>
/// <param name="Indexes">Those of its indexes, by name; empty if they are not told apart.</param>
internal sealed partial record TableUnits(string Name, double Total, double Own, ImmutableDictionary<string, double> Indexes)
{
    /// <summary>Each table of an answer's capacity, in their order; <see langword="null"/> if one is not of writes.</summary>
    public static ImmutableArray<TableUnits>? Of(string capacity)
    {
        var units = capacity.Split("; ").Select(One).ToList();
        return units.Contains(null) ? null : [.. units!];
    }

    private static TableUnits? One(string capacity) => Written().Match(capacity) is { Success: true } match
        ? new(
            match.Groups["name"].Value,
            Number(match.Groups["total"].Value),
            Number(match.Groups["own"].Value),
            match.Groups["index"].Captures.Zip(match.Groups["units"].Captures).ToImmutableDictionary(each => each.First.Value, each => Number(each.Second.Value), StringComparer.Ordinal))
        : null;

    private static double Number(string text) => text.Length == 0 ? 0 : double.Parse(text, CultureInfo.InvariantCulture);

    // A transaction's units are told once more as those of its writes.
    [GeneratedRegex(@"^(?<name>\S+) (?<total>[\d.]+) read  write (\k<total>)? table (?<own>[\d.]*)( (global|local) (?<index>\S+): (?<units>[\d.]+))*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();
}
