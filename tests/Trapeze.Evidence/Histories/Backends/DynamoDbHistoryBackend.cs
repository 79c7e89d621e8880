using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Lockstep.Stores;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>The DynamoDB backend, on DynamoDB Local.</summary>
internal sealed class DynamoDbHistoryBackend(LocalServerBackend server) : IHistoryBackend
{
    private int _sites;

    public string Name => "dynamodb";

    // Where a label sees those below only by their copies, it sees them later than they do themselves.
    public bool IsWhole(Shape shape, IReadOnlyList<int> labels) => shape.IsChain(labels) && shape.Name == "diamond";

    public IHistorySite CreateSite() => new DynamoDbHistorySite(server.Backend($"Site{Interlocked.Increment(ref _sites)}"));
}
