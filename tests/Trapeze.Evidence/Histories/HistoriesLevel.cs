using Trapeze.Evidence.Histories.Backends;
using Trapeze.Evidence.Histories.Planted;
using Trapeze.Evidence.Lockstep.Stores;

namespace Trapeze.Evidence.Histories;

/// <summary>Concurrent clients at several labels, faults at every physical step: each key is linearizable, as semantics §3 says, and nothing hidden shows.</summary>
public sealed class HistoriesLevel : ILevel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HistorySearch _search;

    public HistoriesLevel() => _search = new HistorySearch(new SqliteHistoryBackend());

    /// <summary>On DynamoDB Local.</summary>
    public HistoriesLevel(LocalServerBackend server) => _search = new HistorySearch(new DynamoDbHistoryBackend(server), deadline: Patience);

    private HistoriesLevel(Anomaly anomaly) => _search = new HistorySearch(new SqliteHistoryBackend(), anomaly.Plant, anomaly.IsLeak);

    /// <summary>What can be planted, to see that it is found.</summary>
    public static IReadOnlyList<string> Anomalies { get; } = [.. Anomaly.All.Select(anomaly => anomaly.Name)];

    public string Name => "histories";

    /// <summary>The same search on a store with a known anomaly.</summary>
    public static HistoriesLevel With(string anomaly) => new(Anomaly.All.First(each => each.Name == anomaly));

    public Task<Finding?> SearchAsync(ulong seed, long cases, CancellationToken cancellationToken) => SearchAsync(seed, cases, new HistoryCounts(), cancellationToken);

    /// <summary>The search, with what it met.</summary>
    public Task<Finding?> SearchAsync(ulong seed, long cases, HistoryCounts counts, CancellationToken cancellationToken) =>
        _search.RunAsync(seed, cases, counts, cancellationToken);
}
