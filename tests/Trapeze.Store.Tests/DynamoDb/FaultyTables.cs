using Trapeze.LocalServers.Network;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>The tables of <see cref="LocalTables"/>, behind a network that loses requests and answers; <c>TRAPEZE_SEED=n</c> loses the same.</summary>
/// <remarks>Only what the store has to put right by itself: what goes to one cell or is read. That a copy may have got through, or not, is told to the caller.</remarks>
public sealed class FaultyTables : IAsyncLifetime
{
    // One in so many requests.
    private const int Share = 8;

    private static readonly WireFault[] All =
        [WireFault.Throttled, WireFault.FailedBefore, WireFault.FailedAfter, WireFault.LostBefore, WireFault.LostAfter, WireFault.Torn];

    private readonly LocalTables _tables = new();
    private readonly RandomFaults _faults;
    private FaultyNetwork? _network;

    public FaultyTables()
    {
        Seed = Replay.SeedOfRandom();
        _faults = new RandomFaults(Seed, Share, static request => request.Operation switch
        {
            "PutItem" or "GetItem" or "BatchGetItem" or "Query" or "Scan" or "DescribeTable" => All,
            "UpdateItem" => [WireFault.Throttled],
            _ => [],
        });
    }

    public int Seed { get; }

    public IReadOnlyDictionary<WireFault, int> Met => _faults.Met;

    public StoreBackend Of(string name)
    {
        var direct = (DynamoDbBackend)_tables.Of(name);
        return new DynamoDbBackend
        {
            TableName = direct.TableName,
            ServiceUrl = _network!.Address,
            Credentials = direct.Credentials,
            CreatesTable = true,
            PlaceLease = direct.PlaceLease,
            RequestTimeout = direct.RequestTimeout,
        };
    }

    public async Task InitializeAsync()
    {
        await _tables.InitializeAsync();
        if (_tables.IsThere)
        {
            _network = new FaultyNetwork(_tables.Server.Address, _faults.Of);
        }
    }

    public async Task DisposeAsync()
    {
        await (_network?.DisposeAsync() ?? default);
        await _tables.DisposeAsync();
    }
}
