using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Indexes;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>What the DynamoDB backend does not have yet, and says so.</summary>
public sealed class RefusedByNameTests(LocalTables tables) : IClassFixture<LocalTables>
{
    [Fact]
    public void Open_TableWithAnIndex_IsRefusedBeforeAnythingIsAsked()
    {
        var options = new FacetedStoreOptions
        {
            Tables = [new TableDefinition("Plain", new KeyDefinition("id", ScalarAttributeType.S)) { Indexes = [new IndexDefinition("byOwner", new KeyDefinition("owner", ScalarAttributeType.S))] }],
            Backend = new DynamoDbBackend { TableName = "Facets" },
        };

        var refused = Assert.Throws<ArgumentException>(() => FacetedStore.Open(options));

        Assert.StartsWith("the DynamoDB backend has no secondary indexes yet, and table `Plain` declares one", refused.Message, StringComparison.Ordinal);
    }

    [DynamoDbLocalFact]
    public async Task AnyTransaction_IsRefusedAndDoesNothing()
    {
        using var store = FacetedStore.Open(new FacetedStoreOptions
        {
            Tables = [new TableDefinition("Plain", new KeyDefinition("id", ScalarAttributeType.S))],
            Backend = tables.Of("refused"),
        });
        using var client = store.ClientAt(Retail.Parse("public"));

        var writes = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => client.TransactWriteItemsAsync(
            new TransactWriteItemsRequest { TransactItems = [new TransactWriteItem { Put = new Put { TableName = "Plain", Item = Item("k", "v") } }] }));
        var reads = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => client.TransactGetItemsAsync(
            new TransactGetItemsRequest { TransactItems = [new TransactGetItem { Get = new Get { TableName = "Plain", Key = Key("k") } }] }));

        Assert.Equal(("NotSupportedException", "TransactWriteItems on the DynamoDB backend is not supported by the faceted store"), (writes.ErrorCode, writes.Message));
        Assert.Equal(("NotSupportedException", "TransactGetItems on the DynamoDB backend is not supported by the faceted store"), (reads.ErrorCode, reads.Message));
        Assert.Null((await client.GetItemAsync("Plain", Key("k"))).Item);
    }
}
