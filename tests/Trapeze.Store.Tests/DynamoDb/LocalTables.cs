using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Trapeze.LocalServers;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>One DynamoDB Local for a class of tests; each store has a table of its own.</summary>
public sealed class LocalTables : IAsyncLifetime
{
    private DynamoDbLocal? _server;

    public DynamoDbLocal Server => _server!;

    public bool IsThere => _server is not null;

    public StoreBackend Of(string name) => new DynamoDbBackend
    {
        TableName = "T" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..20],
        ServiceUrl = Server.Address,
        Credentials = new BasicAWSCredentials("local", "local"),
        CreatesTable = true,
        PlaceLease = TimeSpan.FromMilliseconds(1),
        RequestTimeout = TimeSpan.FromSeconds(30),
    };

    public async Task InitializeAsync()
    {
        if (DynamoDbLocalFolder.Missing is null)
        {
            _server = await DynamoDbLocal.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
