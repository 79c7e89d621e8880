using System.Globalization;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>What came of many launches.</summary>
public sealed class LaunchTally
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _complaints = [];
    private long _began;
    private TimeSpan _took;
    private string _held = "";

    /// <summary>What was wrong, each in words.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>How many were launched, since the warm-up.</summary>
    public long Launches => _counts.Values.Sum();

    /// <summary>How many a second.</summary>
    public double PerSecond => Launches / _took.TotalSeconds;

    internal TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_began);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Launches:n0} launches in {_took.TotalSeconds:f1} s, {PerSecond:n0}/s ({string.Join(", ", _counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:n0}")))}); {_held}; complaints {_complaints.Count:n0}")
        + string.Concat(_complaints.Take(20).Select(complaint => $"\n  {complaint}"));

    internal void Begin()
    {
        _counts.Clear();
        _began = TimeProvider.System.GetTimestamp();
    }

    internal void End() => _took = Elapsed;

    internal void Add(string what, string? complaint)
    {
        lock (_lock)
        {
            _counts[what] = _counts.GetValueOrDefault(what) + 1;
            if (complaint is not null)
            {
                _complaints.Add(complaint);
            }
        }
    }

    internal void AddLeaks(Holdings before, Holdings after)
    {
        _held = $"before: {before}; after: {after}";
        _complaints.AddRange(after.LeaksSince(before));
    }
}
