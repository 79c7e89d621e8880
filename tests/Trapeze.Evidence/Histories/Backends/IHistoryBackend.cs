using Trapeze.Evidence.Histories.Orders;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>A backend that histories are run on. Faults go in at the physical interface, which all backends share.</summary>
internal interface IHistoryBackend
{
    string Name { get; }

    /// <summary>Whether all operations at some labels together are linearizable, and not only each label's view (semantics §3).</summary>
    bool IsWhole(Shape shape, IReadOnlyList<int> labels);

    /// <summary>An empty store of its own.</summary>
    /// <param name="number">Which one: the same number is the same kind of site.</param>
    IHistorySite CreateSite(long number);
}
