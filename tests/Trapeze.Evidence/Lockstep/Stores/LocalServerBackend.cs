using Amazon.Runtime;
using Trapeze.LocalServers;
using Trapeze.Store;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>Facets in tables of DynamoDB Local.</summary>
public sealed class LocalServerBackend(DynamoDbLocal server) : IStoreBackend
{
    private static readonly TimeSpan RequestPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ShortLease = TimeSpan.FromMilliseconds(1);

    private int _homes;

    public string Name => "dynamodb";

    public bool Adopts => false;

    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public IStoreHome Make() => new Home(Backend($"Home{Interlocked.Increment(ref _homes)}"));

    /// <summary>The backend of one table.</summary>
    public DynamoDbBackend Backend(string table) => Backend(table, ShortLease);

    /// <summary>The backend of one table, with a lease.</summary>
    public DynamoDbBackend Backend(string table, TimeSpan lease) => new()
    {
        TableName = table,
        ServiceUrl = server.Address,
        Credentials = new BasicAWSCredentials("local", "local"),
        CreatesTable = true,
        PlaceLease = lease,
        RequestTimeout = RequestPatience,
    };

    // The server is in memory, and its tables go with it.
    private sealed class Home(StoreBackend backend) : IStoreHome
    {
        public StoreBackend Backend => backend;

        public void Dispose()
        {
        }
    }
}
