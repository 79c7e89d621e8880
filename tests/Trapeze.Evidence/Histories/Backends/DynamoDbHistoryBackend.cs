using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Lockstep.Stores;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>The DynamoDB backend, on DynamoDB Local.</summary>
internal sealed class DynamoDbHistoryBackend(LocalServerBackend server) : IHistoryBackend
{
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(1);

    private int _sites;

    public string Name => "dynamodb";

    // Where a label sees those below only by their copies, it sees them later than they do themselves.
    public bool IsWhole(Shape shape, IReadOnlyList<int> labels) => shape.IsChain(labels) && shape.Name == "diamond";

    // Half of each shape's have leases.
    public IHistorySite CreateSite(long number)
    {
        var leases = (number + (number / Shape.All.Count)) % 2 == 1;
        return new DynamoDbHistorySite(server.Backend($"Site{Interlocked.Increment(ref _sites)}", leases ? Lease : TimeSpan.Zero), leases);
    }
}
