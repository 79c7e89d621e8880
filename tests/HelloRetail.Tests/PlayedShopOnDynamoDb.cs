using HelloRetail.Hosting;
using Trapeze.LocalServers;
using Trapeze.Testing;

namespace HelloRetail.Tests;

/// <summary>The same shop and the same scenario, with the rows in DynamoDB Local.</summary>
public sealed class PlayedShopOnDynamoDb : IAsyncLifetime
{
    private readonly LocalServer _local = new();
    private PlayedShop? _played;

    public PlayedShop Played => _played!;

    public DynamoDbLocal Server => _local.Server;

    public async Task InitializeAsync()
    {
        await _local.InitializeAsync();
        if (DynamoDbLocalFolder.Missing is null)
        {
            _played = new PlayedShop(new ShopTable(Server.Address, Name: null));
            await _played.InitializeAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_played is not null)
        {
            await _played.DisposeAsync();
        }

        await _local.DisposeAsync();
    }
}
