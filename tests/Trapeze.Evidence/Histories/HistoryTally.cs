using Trapeze.Evidence.Histories.Faults;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;
using Trapeze.LocalServers.Network;

namespace Trapeze.Evidence.Histories;

/// <summary>What one history met.</summary>
internal sealed class HistoryTally
{
    // The clients of the last reads meet nobody, and are not counted.
    private const int LastReaders = 100;

    public HistoryTally(HistoryRun run, Func<int, bool> isHidden)
    {
        var operations = run.History.Operations.Where(operation => operation.Client < LastReaders).ToList();
        Faults = run.Faults;
        WireFaults = run.WireFaults;
        Additions = run.Additions;
        Operations = operations.Count + Additions;
        Unknown = operations.Count(operation => operation.Outcome == Outcome.Unknown);
        Refused = operations.Count(operation => operation.Outcome == Outcome.Refused);
        Hidden = operations.Count(operation => isHidden(operation.Client));
        Concurrent = operations.Count(operation => operations.Exists(other => Meet(operation, other)));
        ByKind = operations.GroupBy(operation => operation.Kind).ToDictionary(group => group.Key, group => group.Count());
        ByKind[ActKind.AddOnce] = Additions;
    }

    public bool IsFree { get; init; }

    public bool IsErased { get; init; }

    public bool HasCrashed { get; init; }

    public int Strays { get; init; }

    public int Additions { get; }

    public int Operations { get; }

    public int Concurrent { get; }

    public int Unknown { get; }

    public int Refused { get; }

    public int Hidden { get; }

    public Dictionary<ActKind, int> ByKind { get; }

    public IReadOnlyList<Fault> Faults { get; }

    public IReadOnlyList<WireFault> WireFaults { get; }

    private static bool Meet(Operation x, Operation y) =>
        x.Client != y.Client && x.Key == y.Key && x.Invoked < y.Returned && y.Invoked < x.Returned && (x.Change != Change.None || y.Change != Change.None);
}
