using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.LocalServers;
using Trapeze.Testing;

namespace Trapeze.Evidence.Tests;

/// <summary>The server that others are compared with starts, ends and comes back.</summary>
public sealed class DynamoDbLocalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-local-");

    public void Dispose() => _folder.Delete(recursive: true);

    [DynamoDbLocalFact]
    public async Task KillAndStartAgain_WithADataFolder_KeepsWhatWasAcknowledged()
    {
        await using var server = await DynamoDbLocal.StartAsync(new DynamoDbLocalOptions { DataFolder = _folder.FullName });
        var key = new Dictionary<string, AttributeValue> { ["id"] = new("k") };
        using (var client = server.CreateClient())
        {
            await client.CreateTableAsync(new CreateTableRequest
            {
                TableName = "kept",
                KeySchema = [new("id", KeyType.HASH)],
                AttributeDefinitions = [new("id", ScalarAttributeType.S)],
                BillingMode = BillingMode.PAY_PER_REQUEST,
            });
            await client.PutItemAsync("kept", key);
        }

        server.Kill();
        await server.StartAgainAsync();
        using var again = server.CreateClient();

        Assert.Equal("k", (await again.GetItemAsync("kept", key)).Item["id"].S);
    }

    [DynamoDbLocalFact]
    public async Task StartAsync_TwoAtOnce_AreTwoServers()
    {
        var servers = await Task.WhenAll(DynamoDbLocal.StartAsync(), DynamoDbLocal.StartAsync());
        await using var first = servers[0];
        await using var second = servers[1];

        Assert.NotEqual(first.Address, second.Address);
        first.Kill();
        using var client = second.CreateClient();
        Assert.Empty((await client.ListTablesAsync()).TableNames);
    }
}
