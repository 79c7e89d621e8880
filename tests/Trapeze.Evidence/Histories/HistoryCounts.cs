using System.Globalization;
using System.Text;
using Trapeze.Evidence.Histories.Faults;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.LocalServers.Network;

namespace Trapeze.Evidence.Histories;

/// <summary>What a search met: a search that met little shows little.</summary>
public sealed class HistoryCounts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ActKind, long> _operations = [];
    private readonly Dictionary<Fault, long> _faults = [];
    private readonly Dictionary<WireFault, long> _wireFaults = [];

    /// <summary>Histories on real threads.</summary>
    public long Free { get; private set; }

    /// <summary>Histories whose order of steps was chosen.</summary>
    public long Simulated { get; private set; }

    /// <summary>Those that were run again without what is hidden from one observer.</summary>
    public long Erased { get; private set; }

    /// <summary>Histories in which a process died.</summary>
    public long Crashed { get; private set; }

    public long Operations { get; private set; }

    /// <summary>Operations that met another on their key, one of them a write.</summary>
    public long Concurrent { get; private set; }

    public long Unknown { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Operations, of histories that were run again, that the observer may not see.</summary>
    public long Hidden { get; private set; }

    /// <summary>Operations of histories that were run again.</summary>
    public long OfErased { get; private set; }

    /// <summary>Steps that waited where the simulation cannot see: then it is not one.</summary>
    public long Strays { get; private set; }

    public long Histories => Free + Simulated;

    public IReadOnlyDictionary<ActKind, long> ByKind => _operations;

    public IReadOnlyDictionary<Fault, long> ByFault => _faults;

    /// <summary>The faults of requests, where the backend has a server.</summary>
    public IReadOnlyDictionary<WireFault, long> ByWireFault => _wireFaults;

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"histories {Histories}: {Simulated} simulated, {Free} on threads; {Erased} run again without what is hidden; {Crashed} with a crash\n");
        text.Append(CultureInfo.InvariantCulture, $"operations {Operations}: concurrent {Share(Concurrent, Operations)}, unknown outcome {Share(Unknown, Operations)}, refused {Share(Refused, Operations)}; hidden {Share(Hidden, OfErased)} of those run again\n");
        text.Append("by kind: ").AppendJoin(", ", _operations.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {Share(pair.Value, Operations)}")).Append('\n');
        text.Append("faults: ").AppendJoin(", ", _faults.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"));
        if (_wireFaults.Count > 0)
        {
            text.Append("\nof requests: ").AppendJoin(", ", _wireFaults.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"));
        }

        return text.ToString();
    }

    internal void Add(HistoryTally tally)
    {
        lock (_lock)
        {
            Free += tally.IsFree ? 1 : 0;
            Simulated += tally.IsFree ? 0 : 1;
            Erased += tally.IsErased ? 1 : 0;
            Crashed += tally.HasCrashed ? 1 : 0;
            Strays += tally.Strays;
            Operations += tally.Operations;
            Concurrent += tally.Concurrent;
            Unknown += tally.Unknown;
            Refused += tally.Refused;
            Hidden += tally.Hidden;
            OfErased += tally.IsErased ? tally.Operations : 0;
            foreach (var (kind, count) in tally.ByKind)
            {
                _operations[kind] = _operations.GetValueOrDefault(kind) + count;
            }

            foreach (var fault in tally.Faults)
            {
                _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
            }

            foreach (var fault in tally.WireFaults)
            {
                _wireFaults[fault] = _wireFaults.GetValueOrDefault(fault) + 1;
            }
        }
    }

    private static string Share(long part, long whole) => (part / (double)Math.Max(1, whole)).ToString("P1", CultureInfo.InvariantCulture);
}
