using System.Globalization;
using Trapeze.Sandbox;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>What came of calls by chance.</summary>
public sealed class FuzzTally
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _ends = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly List<string> _complaints = [];

    /// <summary>What was wrong, each in words.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>How many children made calls.</summary>
    public long Children { get; private set; }

    /// <summary>How many calls were refused at least once, by name.</summary>
    public int Refused => _refused.Count;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_ends.Values.Sum():n0} runs ({string.Join(", ", _ends.Select(end => $"{end.Key} {end.Value}"))}), {Children:n0} processes that made calls, {Refused} calls refused by name; complaints {_complaints.Count}")
        + string.Concat(_complaints.Take(40).Select(complaint => $"\n  {complaint}"));

    internal void Add(SandboxResult result)
    {
        lock (_lock)
        {
            _ends[$"{result.End}"] = _ends.GetValueOrDefault($"{result.End}") + 1;
            Children += result.Output.Length;
            _refused.UnionWith(result.Violations.Select(violation => violation.Call));
        }
    }

    internal void Complain(string what)
    {
        lock (_lock)
        {
            _complaints.Add(what);
        }
    }
}
