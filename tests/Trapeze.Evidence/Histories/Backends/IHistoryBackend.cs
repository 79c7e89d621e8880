namespace Trapeze.Evidence.Histories.Backends;

/// <summary>A backend that histories are run on. Faults go in at the physical interface, which all backends share.</summary>
internal interface IHistoryBackend
{
    string Name { get; }

    /// <summary>Whether all operations together are linearizable on any order of labels; on chains they always are (semantics §3).</summary>
    bool IsWhole { get; }

    /// <summary>An empty store of its own.</summary>
    IHistorySite CreateSite();
}
