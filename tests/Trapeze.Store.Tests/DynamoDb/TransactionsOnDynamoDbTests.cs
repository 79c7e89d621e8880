using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>Transactions of several processes on one physical table.</summary>
public sealed class TransactionsOnDynamoDbTests(LocalTables tables) : IClassFixture<LocalTables>
{
    private const int Writers = 2;
    private const int Times = 8;

    [DynamoDbLocalFact]
    public async Task AnyTransaction_SeveralProcessesAtOnce_IsDoneOnceAndNeverSeenByHalves()
    {
        using var readers = Open("halves");
        using var reader = readers.ClientAt(Retail.Parse("public"));
        await AddAsync(reader);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            using var store = Open("halves");
            using var client = store.ClientAt(Retail.Parse("public"));
            for (var time = 0; time < Times; time++)
            {
                await AddAsync(client);
            }
        })));

        while (!writing.IsCompleted)
        {
            try
            {
                var (a, b) = await ReadAsync(reader);
                Assert.Equal(a, b);
            }
            catch (InternalServerErrorException)
            {
                // Something moved at every look: a reader that tries again is told later.
            }
        }

        await writing;
        Assert.Equal(($"{1 + (Writers * Times)}", $"{1 + (Writers * Times)}"), await ReadAsync(reader));
    }

    [DynamoDbLocalFact]
    public async Task TransactWriteItems_HundredActionsAndAToken_IsRefusedAndDoesNothing()
    {
        using var store = Open("hundred");
        using var client = store.ClientAt(Retail.Parse("public"));
        var request = new TransactWriteItemsRequest
        {
            TransactItems = [.. Enumerable.Range(0, 100).Select(at => new TransactWriteItem { Put = new Put { TableName = "Plain", Item = Item($"k{at}", "v") } })],
            ClientRequestToken = "token",
        };

        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => client.TransactWriteItemsAsync(request));
        Assert.Equal("On this backend a transaction has at most 100 actions, of which a ClientRequestToken takes one", refused.Message);
        Assert.Null((await client.GetItemAsync("Plain", Key("k0"))).Item);

        request.TransactItems.RemoveAt(99);
        await client.TransactWriteItemsAsync(request);
        await client.TransactWriteItemsAsync(request);
        Assert.Equal("v", (await client.GetItemAsync("Plain", Key("k98"))).Item["value"].S);
    }

    private FacetedStore Open(string name) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables = [new TableDefinition("Plain", new KeyDefinition("id", ScalarAttributeType.S))],
        Backend = tables.Of(name),
    });

    private static Task AddAsync(AmazonDynamoDBClient client) => client.TransactWriteItemsAsync(new TransactWriteItemsRequest
    {
        TransactItems = [.. ((string[])["a", "b"]).Select(id => new TransactWriteItem
        {
            Update = new Update { TableName = "Plain", Key = Key(id), UpdateExpression = "ADD times :one", ExpressionAttributeValues = new() { [":one"] = N(1) } },
        })],
    });

    private static async Task<(string A, string B)> ReadAsync(AmazonDynamoDBClient client)
    {
        var both = await client.TransactGetItemsAsync(new TransactGetItemsRequest
        {
            TransactItems = [.. ((string[])["a", "b"]).Select(id => new TransactGetItem { Get = new Get { TableName = "Plain", Key = Key(id) } })],
        });
        return (both.Responses[0].Item["times"].N, both.Responses[1].Item["times"].N);
    }
}
