using System.Globalization;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>What came of kills.</summary>
public sealed class SandboxKillTally
{
    private readonly SortedDictionary<string, (int Times, int Processes)> _kills = new(StringComparer.Ordinal);
    private readonly List<string> _complaints = [];

    /// <summary>What was wrong, each in words.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>How many were killed.</summary>
    public int Kills => _kills.Values.Sum(kill => kill.Times);

    public override string ToString() => string.Join(", ", _kills.Select(kill => string.Create(CultureInfo.InvariantCulture, $"{kill.Key} killed {kill.Value.Times} times, with {kill.Value.Processes} processes")))
        + string.Create(CultureInfo.InvariantCulture, $"; complaints {_complaints.Count}")
        + string.Concat(_complaints.Take(20).Select(complaint => $"\n  {complaint}"));

    internal void Add(string what, int processes)
    {
        var before = _kills.GetValueOrDefault(what);
        _kills[what] = (before.Times + 1, before.Processes + processes);
    }

    internal void Complain(string what) => _complaints.Add(what);
}
