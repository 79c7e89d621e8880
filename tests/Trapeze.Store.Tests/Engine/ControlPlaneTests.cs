using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Engine;

public sealed class ControlPlaneTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly AmazonDynamoDBClient _client;

    public ControlPlaneTests() => _client = _store.At("public");

    public void Dispose()
    {
        _client.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task ListTables_Declared_AreListedByNameAndPaged()
    {
        Assert.Equal(["Indexed", "Plain", "Sorted"], (await _client.ListTablesAsync()).TableNames);
        var page = await _client.ListTablesAsync(new ListTablesRequest { Limit = 2 });
        var rest = await _client.ListTablesAsync(new ListTablesRequest { Limit = 2, ExclusiveStartTableName = page.LastEvaluatedTableName });

        Assert.Equal(["Indexed", "Plain"], page.TableNames);
        Assert.Equal(["Sorted"], rest.TableNames);
        Assert.Null(rest.LastEvaluatedTableName);
        Assert.Null((await _client.ListTablesAsync(new ListTablesRequest { Limit = 3 })).LastEvaluatedTableName);
        foreach (var (limit, bound) in new[] { (0, "greater than or equal to 1"), (101, "less than or equal to 100") })
        {
            await AssertRefusedAsync(
                $"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have value {bound}",
                "ValidationException",
                () => _client.ListTablesAsync(new ListTablesRequest { Limit = limit }));
        }
    }

    [Fact]
    public async Task DescribeTable_WithIndexes_IsTheDeclaration()
    {
        await _store.At("client(alice)").PutItemAsync("Indexed", new() { ["id"] = S("a"), ["at"] = N(1), ["owner"] = S("o") });
        var table = (await _client.DescribeTableAsync("Indexed")).Table;

        Assert.Equal(
            ["byOwner owner at ALL ", "byState state KEYS_ONLY ", "byOwnerSome owner INCLUDE title"],
            table.GlobalSecondaryIndexes.Select(index =>
                $"{index.IndexName} {string.Join(' ', index.KeySchema.Select(key => key.AttributeName))} {index.Projection.ProjectionType} {string.Join(',', index.Projection.NonKeyAttributes ?? [])}"));
        Assert.Equal(["byRank id HASH rank RANGE"], table.LocalSecondaryIndexes.Select(index =>
            $"{index.IndexName} {string.Join(' ', index.KeySchema.Select(key => $"{key.AttributeName} {key.KeyType}"))}"));
        Assert.Equal(
            ["id S", "at N", "owner S", "state S", "rank N"], table.AttributeDefinitions.Select(attribute => $"{attribute.AttributeName} {attribute.AttributeType}"));
        Assert.Null(table.ItemCount);
        Assert.All(table.GlobalSecondaryIndexes, index => Assert.Equal((null, null, "ACTIVE"), (index.ItemCount, index.IndexSizeBytes, index.IndexStatus.Value)));
    }

    [Fact]
    public async Task CreateTable_AsDeclared_IsInUse_AndAnythingElseIsRefused()
    {
        foreach (var name in (string[])["Plain", "Sorted", "Indexed"])
        {
            var inUse = await Assert.ThrowsAsync<ResourceInUseException>(() => CreateAsync(name));
            Assert.Equal($"Table already exists: {name}", inUse.Message);
        }

        foreach (var change in new Action<CreateTableRequest>[]
        {
            request => request.TableName = "Other",
            request => request.KeySchema.RemoveAt(1),
            request => request.AttributeDefinitions[0].AttributeType = "B",
            request => request.GlobalSecondaryIndexes = null,
            request => request.GlobalSecondaryIndexes[0].IndexName = "other",
            request => request.GlobalSecondaryIndexes[2].Projection.NonKeyAttributes = ["text"],
            request => request.LocalSecondaryIndexes[0].KeySchema[1].AttributeName = "at",
        })
        {
            await AssertRefusedAsync("CreateTable of what is not declared is not supported by the faceted store", "NotSupportedException", () => CreateAsync("Indexed", change));
        }
    }

    [Fact]
    public async Task TimeToLive_AgreesWithWhatIsDeclared_OrIsRefused()
    {
        Task<UpdateTimeToLiveResponse> UpdateAsync(string table, string attribute, bool enabled) => _client.UpdateTimeToLiveAsync(new UpdateTimeToLiveRequest
        {
            TableName = table,
            TimeToLiveSpecification = new TimeToLiveSpecification { AttributeName = attribute, Enabled = enabled },
        });
        var indexed = (await _client.DescribeTimeToLiveAsync("Indexed")).TimeToLiveDescription;
        var plain = (await _client.DescribeTimeToLiveAsync("Plain")).TimeToLiveDescription;

        Assert.Equal(("ends", "ENABLED"), (indexed.AttributeName, indexed.TimeToLiveStatus.Value));
        Assert.Equal((null, "DISABLED"), (plain.AttributeName, plain.TimeToLiveStatus.Value));
        Assert.True((await UpdateAsync("Indexed", "ends", enabled: true)).TimeToLiveSpecification.Enabled);
        Assert.False((await UpdateAsync("Plain", "ends", enabled: false)).TimeToLiveSpecification.Enabled);
        foreach (var (table, attribute, enabled) in new[] { ("Indexed", "other", true), ("Indexed", "ends", false), ("Plain", "ends", true) })
        {
            await AssertRefusedAsync(
                "UpdateTimeToLive to what is not declared is not supported by the faceted store", "NotSupportedException", () => UpdateAsync(table, attribute, enabled));
        }
    }

    private async Task CreateAsync(string name, Action<CreateTableRequest>? change = null)
    {
        var table = (await _client.DescribeTableAsync(name)).Table;
        var request = new CreateTableRequest
        {
            TableName = name,
            KeySchema = table.KeySchema,
            AttributeDefinitions = table.AttributeDefinitions,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            GlobalSecondaryIndexes = table.GlobalSecondaryIndexes?.ConvertAll(index => new GlobalSecondaryIndex { IndexName = index.IndexName, KeySchema = index.KeySchema, Projection = index.Projection }),
            LocalSecondaryIndexes = table.LocalSecondaryIndexes?.ConvertAll(index => new LocalSecondaryIndex { IndexName = index.IndexName, KeySchema = index.KeySchema, Projection = index.Projection }),
        };
        change?.Invoke(request);
        await _client.CreateTableAsync(request);
    }

    private static async Task AssertRefusedAsync(string message, string code, Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(act);
        Assert.Equal((message, code), (refused.Message, refused.ErrorCode));
    }
}
