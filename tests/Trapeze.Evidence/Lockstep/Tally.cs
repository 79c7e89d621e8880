using System.Collections.Concurrent;

namespace Trapeze.Evidence.Lockstep;

/// <summary>How often each thing was met: without it nobody knows whether a search looked at anything.</summary>
public sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string what] => _counts.GetValueOrDefault(what);

    public IEnumerable<KeyValuePair<string, long>> All => _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    public void Add(string what, long count = 1) => _counts.AddOrUpdate(what, count, (_, before) => before + count);

    /// <summary>How many of the one there were for each of the other.</summary>
    public double Share(string part, string whole) => this[whole] == 0 ? 0 : (double)this[part] / this[whole];

    public override string ToString() => string.Join('\n', All.Select(pair => $"{pair.Value,12:n0}  {pair.Key}"));
}
