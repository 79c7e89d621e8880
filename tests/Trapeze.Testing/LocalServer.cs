using Trapeze.LocalServers;

namespace Trapeze.Testing;

/// <summary>One DynamoDB Local for a class of tests, if it can be had here.</summary>
public sealed class LocalServer : IAsyncLifetime
{
    private DynamoDbLocal? _server;

    public DynamoDbLocal Server => _server!;

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
