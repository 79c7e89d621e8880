using System.Collections.Immutable;
using System.Globalization;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>What the pairs of a search were like: a search whose pairs are all alike shows nothing.</summary>
public sealed class Census
{
    private readonly Lock _lock = new();
    private readonly long[] _done = new long[Enum.GetValues<Op>().Length];

    /// <summary>How many pairs there were.</summary>
    public long Pairs { get; private set; }

    /// <summary>In how many hidden steps were done while visible requests were under way.</summary>
    public long WithHiddenSteps { get; private set; }

    /// <summary>In how many the two runs had other secrets.</summary>
    public long WithOtherSecrets { get; private set; }

    /// <summary>How many checks of what an application owes its visible clients there were.</summary>
    public long Checks { get; internal set; }

    /// <summary>How many steps of programs were done.</summary>
    public long Steps => _done.Sum();

    /// <summary>The share of each operation in the steps that were done.</summary>
    public IReadOnlyDictionary<string, double> Shares => Enum.GetValues<Op>().ToImmutableDictionary(op => op.ToString(), op => (double)_done[(int)op] / Math.Max(1, Steps));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        {Pairs} pairs, {WithHiddenSteps} with hidden steps beside visible requests, {WithOtherSecrets} with other secrets; {Checks} checks; {Steps} steps:
        {string.Join(", ", Shares.OrderBy(share => share.Value).Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Key} {share.Value:P1}")))}
        """);

    internal void Add(Pair pair, Transcript one, Transcript other)
    {
        lock (_lock)
        {
            Pairs++;
            WithHiddenSteps += other.HiddenSteps > 0 ? 1 : 0;
            WithOtherSecrets += pair.DiffersInSecrets ? 1 : 0;
            for (var i = 0; i < _done.Length; i++)
            {
                _done[i] += one.Done[i] + other.Done[i];
            }
        }
    }
}
