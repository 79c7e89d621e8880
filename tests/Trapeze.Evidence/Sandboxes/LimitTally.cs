using System.Globalization;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>How late runs were ended that went over a limit.</summary>
/// <param name="name">The limit.</param>
public sealed class LimitTally(string name)
{
    private static readonly TimeSpan Latest = TimeSpan.FromMilliseconds(100);

    private readonly List<TimeSpan> _late = [];
    private readonly List<string> _complaints = [];

    /// <summary>What was wrong, each in words.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Whether each ended within 100 ms of its limit.</summary>
    public bool IsInTime => _late.TrueForAll(late => late <= Latest);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-16} ended {_late.Order().ElementAt(_late.Count / 2).TotalMilliseconds,6:f1} ms behind the limit, {_late.Max().TotalMilliseconds,6:f1} ms at most, of {_late.Count}; complaints {_complaints.Count}")
        + string.Concat(_complaints.Take(5).Select(complaint => $"\n  {complaint}"));

    internal void Add(TimeSpan late) => _late.Add(late);

    internal void Complain(string what) => _complaints.Add(what);
}
