using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Completeness;

/// <summary>Compares what ships, the table and what a lockstep did.</summary>
public static class Gaps
{
    /// <summary>What ships and is not in the table, or the other way round.</summary>
    public static IReadOnlyList<string> Between(IEnumerable<string> shipping, IEnumerable<Entry> table)
    {
        var shipped = shipping.ToHashSet(StringComparer.Ordinal);
        var listed = table.Select(entry => entry.Operation).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. shipped.Except(listed, StringComparer.Ordinal).Select(name => $"{name} ships without a rule: give it one in the machine, a place in RuleTable and a lockstep"),
            .. listed.Except(shipped, StringComparer.Ordinal).Select(name => $"{name} has a rule and does not ship"),
        ];
    }

    /// <summary>Entries with neither a rule nor a reason, or with both.</summary>
    public static IReadOnlyList<string> Unreasoned(IEnumerable<Entry> table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.Where(entry => entry.Rules.IsEmpty == (entry.Why is null)).Select(entry => $"{entry.Operation} has to have a rule, or a reason")];
    }

    /// <summary>The machine's rules that no entry has, and that nobody says why of.</summary>
    public static IReadOnlyList<string> Unshipped(IEnumerable<Entry> table, IEnumerable<Rule> excused)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. Enum.GetValues<Rule>().Except(table.SelectMany(entry => entry.Rules)).Except(excused).Select(rule => $"nothing that ships obeys the machine's rule {rule}")];
    }

    /// <summary>Entries that a lockstep never did.</summary>
    public static IReadOnlyList<string> Undone(IEnumerable<Entry> table, Tally tally)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(tally);
        return [.. table.Where(entry => tally[entry.Operation] == 0).Select(entry => $"no lockstep did {entry.Operation}")];
    }
}
