using Amazon.DynamoDBv2;
using Trapeze.Evidence.Histories.Scheduling;
using Trapeze.Store;
using Trapeze.Store.DynamoDb;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.DynamoDb.Protocol;
using Trapeze.Store.Engine;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>A table of DynamoDB Local: a process that dies leaves it as it is.</summary>
/// <param name="backend">Where.</param>
/// <param name="leases">Whether places that nobody has used are left out by the real clock; otherwise all are always looked at, and time goes by steps.</param>
internal sealed class DynamoDbHistorySite(DynamoDbBackend backend, bool leases) : IHistorySite
{
    private readonly IProtocolClock _clock = leases ? new SettledClock(new SystemProtocolClock(TimeProvider.System, backend.ClockUncertainty)) : new StepClock();

    public IReadOnlyList<byte[]> Poisons => [];

    public bool StepsTakeTurns => true;

    public bool IsRepeatable => !leases;

    public FacetedStore Open(Func<IFacetStorage, IFacetStorage> over, Func<HttpMessageHandler, HttpMessageHandler> wire)
    {
        var keys = new TableDefinition("Keys", new KeyDefinition("id", ScalarAttributeType.S), new KeyDefinition("at", ScalarAttributeType.N));
        var options = new FacetedStoreOptions { Tables = [keys], Backend = backend };
        return FacetedStore.Open(options, shipped =>
        {
            // It has made the table. What is used is the same but for its way to the server, and its clock.
            shipped.Dispose();
            var client = new AmazonDynamoDBClient(backend.Credentials, new AmazonDynamoDBConfig
            {
                ServiceURL = backend.ServiceUrl!.AbsoluteUri,
                AuthenticationRegion = "us-east-1",
                IgnoreConfiguredEndpointUrls = true,
                MaxErrorRetry = 0,
                MaxStaleConnectionRetries = 0,
                Timeout = backend.RequestTimeout,
                HttpClientFactory = new WireClients(backend.RequestTimeout, wire),
            });
            return over(new DynamoDbStorage(new DynamoDbTable(client, backend.TableName, new NoDelays()), [new StoredTable(keys, 0)], _clock, TimeProvider.System, backend.PlaceLease, Guid.NewGuid));
        });
    }

    public IDisposable? Hold() => null;

    public long Tail() => 0;

    public void Crash(long? tail, int choice)
    {
    }

    public void ForgetTombstones() => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
