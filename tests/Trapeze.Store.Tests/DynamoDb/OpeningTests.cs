using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>A table that is not fit is refused, with a reason for people, before anything is read or written in it.</summary>
public sealed class OpeningTests(LocalServer local) : IClassFixture<LocalServer>
{
    [DynamoDbLocalFact]
    public void Open_TableThatIsNotThere_IsRefused() => Assert.Equal(
        $"the table `nowhere` at {local.Server.Address.GetLeftPart(UriPartial.Authority)} cannot be opened: it is not there",
        Assert.Throws<PhysicalException>(() => Open(Backend("nowhere"))).Message);

    [DynamoDbLocalFact]
    public async Task Open_TableThatIsNotThere_IsCreatedForDevelopment_AndFoundAgain()
    {
        Open(Backend("made", creates: true)).Dispose();
        using var store = Open(Backend("made"));
        using var client = store.ClientAt(TemporaryStore.Retail.Parse("public"));
        await client.PutItemAsync("Plain", TemporaryStore.Item("k", "v"));

        Assert.Equal("v", (await client.GetItemAsync("Plain", TemporaryStore.Key("k"))).Item["value"].S);
    }

    [DynamoDbLocalFact]
    public Task Open_KeyOfAnothersTable_IsRefused() => RefusedAsync(
        "it is another's: its key is `p` (S, HASH) and `k` (S, RANGE), and a store's is `p` (S, HASH) and `k` (B, RANGE)",
        new CreateTableRequest
        {
            TableName = "another",
            AttributeDefinitions = [new("p", ScalarAttributeType.S), new("k", ScalarAttributeType.S)],
            KeySchema = [new("p", KeyType.HASH), new("k", KeyType.RANGE)],
        });

    [DynamoDbLocalFact]
    public Task Open_KeyWithoutASort_IsRefused() => RefusedAsync(
        "it is another's: its key is `id` (N, HASH)",
        new CreateTableRequest { TableName = "plain", AttributeDefinitions = [new("id", ScalarAttributeType.N)], KeySchema = [new("id", KeyType.HASH)] });

    [DynamoDbLocalFact]
    public Task Open_TableWithAGlobalIndex_IsRefused() => RefusedAsync("secondary indexes", Fit("global", request => request.GlobalSecondaryIndexes =
        [new GlobalSecondaryIndex { IndexName = "byKey", KeySchema = [new("k", KeyType.HASH)], Projection = new Projection { ProjectionType = ProjectionType.ALL } }]));

    [DynamoDbLocalFact]
    public Task Open_TableWithALocalIndex_IsRefused() => RefusedAsync("secondary indexes", Fit("local", request =>
    {
        request.AttributeDefinitions.Add(new("l", ScalarAttributeType.S));
        request.LocalSecondaryIndexes =
            [new LocalSecondaryIndex { IndexName = "byLabel", KeySchema = [new("p", KeyType.HASH), new("l", KeyType.RANGE)], Projection = new Projection { ProjectionType = ProjectionType.ALL } }];
    }));

    [DynamoDbLocalFact]
    public Task Open_TableWithAStream_IsRefused() => RefusedAsync(
        "it has a stream", Fit("stream", request => request.StreamSpecification = new StreamSpecification { StreamEnabled = true, StreamViewType = StreamViewType.NEW_IMAGE }));

    private async Task RefusedAsync(string reason, CreateTableRequest request)
    {
        request.BillingMode = BillingMode.PAY_PER_REQUEST;
        using var client = local.Server.CreateClient();
        await client.CreateTableAsync(request);

        foreach (var creates in new[] { false, true })
        {
            var refused = Assert.Throws<PhysicalException>(() => Open(Backend(request.TableName, creates)));
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
            Assert.Contains($"`{request.TableName}`", refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty((await client.ScanAsync(new ScanRequest { TableName = request.TableName })).Items ?? []);
    }

    private static CreateTableRequest Fit(string name, Action<CreateTableRequest> change)
    {
        var request = new CreateTableRequest
        {
            TableName = name,
            AttributeDefinitions = [new("p", ScalarAttributeType.S), new("k", ScalarAttributeType.B)],
            KeySchema = [new("p", KeyType.HASH), new("k", KeyType.RANGE)],
        };
        change(request);
        return request;
    }

    private DynamoDbBackend Backend(string name, bool creates = false) => new()
    {
        TableName = name,
        ServiceUrl = local.Server.Address,
        Credentials = new BasicAWSCredentials("local", "local"),
        CreatesTable = creates,
        PlaceLease = TimeSpan.Zero,
        RequestTimeout = TimeSpan.FromSeconds(30),
    };

    private static FacetedStore Open(StoreBackend backend) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables = [new TableDefinition("Plain", new KeyDefinition("id", ScalarAttributeType.S))],
        Backend = backend,
    });
}
