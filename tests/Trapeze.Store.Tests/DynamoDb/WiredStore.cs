using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Trapeze.LocalServers;
using Trapeze.Store.DynamoDb;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Indexes;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>A store on DynamoDB Local whose requests are taken down, on a clock that stands.</summary>
internal static class WiredStore
{
    internal const string Table = "Sorted";

    internal static FacetedStore Open(DynamoDbLocal server, string physical, TimeSpan lease, Wire? wire, Func<Guid> newUid, params IndexDefinition[] indexes)
    {
        var client = server.CreateClient(wire: wire);
        return FacetedStore.Open(
            new FacetedStoreOptions
            {
                Tables = [new TableDefinition(Table, new KeyDefinition("id", ScalarAttributeType.S), new KeyDefinition("at", ScalarAttributeType.N)) { Indexes = [.. indexes] }],
                Backend = new DynamoDbBackend { TableName = physical, ServiceUrl = server.Address, Credentials = new BasicAWSCredentials("local", "local"), CreatesTable = true },
            },
            storage =>
            {
                storage.Dispose();
                return new DynamoDbStorage(new DynamoDbTable(client, physical, TimeProvider.System), [], new StandingClock(), TimeProvider.System, lease, newUid);
            });
    }
}
