using Amazon.DynamoDBv2;
using Trapeze.Core.Labels;
using Trapeze.Evidence.Histories.Faults;
using Trapeze.Store;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>The store as one process has it open, until it dies.</summary>
internal sealed class HistoryProcess : IDisposable
{
    private readonly HistoryLane _lane;
    private readonly FacetedStore _store;

    public HistoryProcess(HistoryLane lane, AsyncLocal<Flow?> flow)
    {
        _lane = lane;
        // Opening is no step of whoever finds that the process before has died.
        var opener = flow.Value;
        flow.Value = null;
        _store = lane.Site.Open(storage => lane.Plant(new FaultyStorage(storage, flow, this)), handler => new FaultyWire(handler, flow, this));
        _store.AdoptAsync(lane.Order).GetAwaiter().GetResult();
        flow.Value = opener;
    }

    public IHistorySite Site => _lane.Site;

    public bool IsDead { get; private set; }

    public AmazonDynamoDBClient ClientAt(Label label) => _store.ClientAt(label);

    public Task<int> SweepAsync(int limit) => _store.SweepAsync(limit);

    /// <summary>This process dies, or all do.</summary>
    public void Crash(int choice, long? tail) => _lane.Crash(this, choice, tail);

    public void Die() => IsDead = true;

    public void EnsureAlive()
    {
        if (IsDead)
        {
            throw new InjectedFaultException("the process died");
        }
    }

    public void Dispose() => _store.Dispose();
}
