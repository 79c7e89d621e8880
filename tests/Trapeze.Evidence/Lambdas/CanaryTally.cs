using System.Globalization;

namespace Trapeze.Evidence.Lambdas;

/// <summary>What was found, where, and what ought not to have been.</summary>
internal sealed class CanaryTally
{
    internal int Invocations { get; set; }

    internal int Risen { get; set; }

    /// <summary>How often a process could not go on as it was.</summary>
    internal int Renewals { get; set; }

    /// <summary>By place, how often a canary was found that may be seen there: without any, nobody would know that looking finds something.</summary>
    internal SortedDictionary<string, int> Found { get; } = new(StringComparer.Ordinal);

    /// <summary>By place, how often one was found that may not.</summary>
    internal SortedDictionary<string, int> FoundFromBelow { get; } = new(StringComparer.Ordinal);

    internal List<string> Complaints { get; } = [];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Invocations} invocations ({Risen} rose), {Renewals} changes to a label that may not see what ran before; found as may be: {string.Join(", ", Found.Select(place => $"{place.Key} {place.Value}"))}; found from below: {Complaints.Count}{string.Concat(Complaints.Take(10).Select(complaint => $"\n  {complaint}"))}");
}
