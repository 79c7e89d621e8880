using Amazon.DynamoDBv2.Model;
using Trapeze.LocalServers;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>What an owner asks of DynamoDB to read what many clients have written, each at its own label.</summary>
public sealed class OwnerPagesTests(LocalTables tables) : IClassFixture<LocalTables>
{
    private const int Clients = 60;
    private static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    [DynamoDbLocalFact]
    public async Task Get_KeyOfManyClients_IsOneRequest()
    {
        using var wire = new Wire();
        using var store = await FilledAsync("OwnersKey", wire, _ => 0);
        var owner = store.ClientAt(Retail.Parse("owner"));
        await PutAsync(store, "client(last)", 0, "last");
        Assert.Equal("last", (await owner.GetItemAsync(WiredStore.Table, Key(0))).Item["value"].S);

        wire.Clear();
        await owner.GetItemAsync(WiredStore.Table, Key(0));

        Assert.StartsWith("GetItem ", Assert.Single(wire.Requests), StringComparison.Ordinal);
    }

    [DynamoDbLocalTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_RowsOfManyClients_IsOneRequestAPage(bool forward)
    {
        using var wire = new Wire();
        using var store = await FilledAsync($"OwnersPages{forward}", wire, at => at);
        var owner = store.ClientAt(Retail.Parse("owner"));
        await owner.GetItemAsync(WiredStore.Table, Key(0));
        var query = new QueryRequest(WiredStore.Table)
        {
            KeyConditionExpression = "id = :id",
            ExpressionAttributeValues = new() { [":id"] = S("k") },
            ScanIndexForward = forward,
        };

        // Full pages, and all that there is.
        foreach (var (limit, pages) in ((int?, int[])[])[(20, [20, 20, 20, 0]), (50, [50, 10]), (null, [60])])
        {
            (query.Limit, query.ExclusiveStartKey) = (limit, null);
            foreach (var count in pages)
            {
                wire.Clear();
                var page = await owner.QueryAsync(query);
                query.ExclusiveStartKey = page.LastEvaluatedKey;

                Assert.Equal(count, page.Count);
                Assert.StartsWith("Query ", Assert.Single(wire.Requests), StringComparison.Ordinal);
            }

            Assert.Null(query.ExclusiveStartKey);
        }
    }

    private async Task<FacetedStore> FilledAsync(string physical, Wire wire, Func<int, int> key)
    {
        var store = WiredStore.Open(tables.Server, physical, Lease, wire, Guid.NewGuid);
        for (var at = 0; at < Clients; at++)
        {
            await PutAsync(store, $"client(c{at})", key(at), "some");
        }

        return store;
    }

    private static async Task PutAsync(FacetedStore store, string label, int at, string value)
    {
        using var client = store.ClientAt(Retail.Parse(label));
        await client.PutItemAsync(WiredStore.Table, new(Key(at)) { ["value"] = S(value) });
    }

    private static Dictionary<string, AttributeValue> Key(int at) => new() { ["id"] = S("k"), ["at"] = N(at) };
}
