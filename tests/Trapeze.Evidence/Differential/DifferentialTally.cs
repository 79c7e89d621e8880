using System.Collections.Concurrent;
using System.Globalization;
using Trapeze.Evidence.Differential.Allowances;

namespace Trapeze.Evidence.Differential;

/// <summary>What a search met, so that one that met nothing is seen.</summary>
public sealed class DifferentialTally
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>How often something was met.</summary>
    public long this[string what] => _counts.GetValueOrDefault(what);

    /// <summary>All operations.</summary>
    public long Operations => this["operations"];

    internal void Add(string what) => _counts.AddOrUpdate(what, 1, static (_, count) => count + 1);

    internal void Add(Exchange exchange, Allowance? allowance)
    {
        if (exchange.Operation is { } operation)
        {
            Add("operations");
            Add(operation.Kind);
            Add(exchange.Theirs.Error is null ? "succeeded" : "refused");
            Add($"{operation.Kind}: {(exchange.Theirs.Error is null ? "succeeded" : "refused")}");
            if (exchange.Theirs.Error is { } error)
            {
                Add($"error {error}");
            }
        }
        else
        {
            Add("looks at the contents");
        }

        if (allowance is not null)
        {
            Add($"allowed: {allowance.Name}");
        }
    }

    public override string ToString() => string.Join('\n', _counts.OrderBy(count => count.Key, StringComparer.Ordinal)
        .Select(count => string.Create(CultureInfo.InvariantCulture, $"  {count.Key,-60} {count.Value,9:n0} {100.0 * count.Value / Math.Max(1, Operations),6:f2}%")));
}
