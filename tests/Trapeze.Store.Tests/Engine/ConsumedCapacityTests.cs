using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Engine;

/// <summary>DynamoDB's published rule: a read unit is 4 KB, half of one if eventually consistent; a write unit is 1 KB.</summary>
public sealed class ConsumedCapacityTests : IDisposable
{
    // An item of the text's length and 8 bytes more: `id`, one character, `value`.
    private const int Around = 8;

    private readonly TemporaryStore _store = new();
    private readonly AmazonDynamoDBClient _client;

    public ConsumedCapacityTests() => _client = _store.At("public");

    public void Dispose()
    {
        _client.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData(4_096, null, 0.5)]
    [InlineData(4_096, false, 0.5)]
    [InlineData(4_096, true, 1)]
    [InlineData(4_097, null, 1)]
    [InlineData(8_193, true, 3)]
    public async Task AnyRead_OfBytes_CostsAUnitForEachFourKilobytes(int bytes, bool? consistent, double units)
    {
        await _client.PutItemAsync("Plain", Sized(bytes));
        var total = ReturnConsumedCapacity.TOTAL;
        var keys = new KeysAndAttributes { Keys = [Key("k")], ConsistentRead = consistent };

        var get = await _client.GetItemAsync(new GetItemRequest("Plain", Key("k")) { ConsistentRead = consistent, ReturnConsumedCapacity = total });
        var scan = await _client.ScanAsync(new ScanRequest("Plain") { ConsistentRead = consistent, ReturnConsumedCapacity = total });
        var query = await _client.QueryAsync(new QueryRequest("Plain")
        {
            KeyConditionExpression = "id = :id",
            ExpressionAttributeValues = new() { [":id"] = S("k") },
            ConsistentRead = consistent,
            ReturnConsumedCapacity = total,
        });
        var batch = await _client.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { ["Plain"] = keys }, ReturnConsumedCapacity = total });

        Assert.All([get.ConsumedCapacity, scan.ConsumedCapacity, query.ConsumedCapacity, Assert.Single(batch.ConsumedCapacity)], capacity =>
            Assert.Equal(("Plain", units, null), (capacity.TableName, capacity.CapacityUnits, capacity.Table)));
    }

    [Fact]
    public async Task AnyRead_OfNothing_CostsTheLeast()
    {
        var asked = ReturnConsumedCapacity.TOTAL;
        var batch = new BatchGetItemRequest
        {
            RequestItems = new() { ["Plain"] = new() { Keys = [Key("a"), Key("b"), Key("c")] }, ["Sorted"] = new() { Keys = [new() { ["id"] = S("a"), ["at"] = N(1) }], ConsistentRead = true } },
            ReturnConsumedCapacity = asked,
        };

        Assert.Equal(0.5, (await _client.GetItemAsync(new GetItemRequest("Plain", Key("k")) { ReturnConsumedCapacity = asked })).ConsumedCapacity.CapacityUnits);
        Assert.Equal(0.5, (await _client.ScanAsync(new ScanRequest("Plain") { ReturnConsumedCapacity = asked })).ConsumedCapacity.CapacityUnits);
        Assert.Equal(
            [("Plain", 1.5), ("Sorted", 1)],
            (await _client.BatchGetItemAsync(batch)).ConsumedCapacity.Select(each => (each.TableName, each.CapacityUnits.GetValueOrDefault())).Order());
    }

    [Theory]
    [InlineData(1_024, 1)]
    [InlineData(1_025, 2)]
    [InlineData(3_073, 4)]
    public async Task AnyWrite_OfBytes_CostsAUnitForEachKilobyte(int bytes, double units)
    {
        var total = ReturnConsumedCapacity.TOTAL;

        var put = await _client.PutItemAsync(new PutItemRequest("Plain", Sized(bytes)) { ReturnConsumedCapacity = total });
        var smaller = await _client.PutItemAsync(new PutItemRequest("Plain", Sized(20)) { ReturnConsumedCapacity = total });
        var update = await _client.UpdateItemAsync(Update(Sized(bytes)["value"].S));
        var back = await _client.UpdateItemAsync(Update("x"));
        await _client.PutItemAsync("Plain", Sized(bytes));
        var delete = await _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ReturnConsumedCapacity = total });
        var again = await _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ReturnConsumedCapacity = total });
        var made = await _client.UpdateItemAsync(Update("x"));
        var batch = await _client.BatchWriteItemAsync(new BatchWriteItemRequest
        {
            RequestItems = new() { ["Plain"] = [new(new PutRequest(Sized(bytes))), new(new DeleteRequest(Key("other")))] },
            ReturnConsumedCapacity = total,
        });

        Assert.All([put.ConsumedCapacity, smaller.ConsumedCapacity, update.ConsumedCapacity, back.ConsumedCapacity, delete.ConsumedCapacity], capacity =>
            Assert.Equal(("Plain", units, null), (capacity.TableName, capacity.CapacityUnits, capacity.Table)));
        Assert.Equal(1, again.ConsumedCapacity.CapacityUnits);
        Assert.Equal(1, made.ConsumedCapacity.CapacityUnits);
        Assert.Equal(units + 1, Assert.Single(batch.ConsumedCapacity).CapacityUnits);
    }

    [Fact]
    public async Task BatchWriteItem_OverLargerItems_CostsWhatItReplaces()
    {
        await _client.PutItemAsync("Plain", Sized(3_000));
        var put = await _client.BatchWriteItemAsync(Batch(new(new PutRequest(Sized(20)))));
        await _client.PutItemAsync("Plain", Sized(3_000));
        var delete = await _client.BatchWriteItemAsync(Batch(new(new DeleteRequest(Key("k")))));
        var again = await _client.BatchWriteItemAsync(Batch(new(new DeleteRequest(Key("k")))));

        Assert.Equal([3, 3, 1], new[] { put, delete, again }.Select(each => Assert.Single(each.ConsumedCapacity).CapacityUnits));

        static BatchWriteItemRequest Batch(WriteRequest write) =>
            new() { RequestItems = new() { ["Plain"] = [write] }, ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL };
    }

    [Fact]
    public async Task AnyOperation_CapacityOfIndexes_IsTheTablesOwn()
    {
        var capacity = (await _client.GetItemAsync(new GetItemRequest("Plain", Key("k")) { ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES })).ConsumedCapacity;

        Assert.Equal(("Plain", 0.5, 0.5), (capacity.TableName, capacity.CapacityUnits, capacity.Table.CapacityUnits));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("NONE")]
    public async Task AnyOperation_CapacityNotAskedFor_IsNotTold(string? asked)
    {
        var batchGet = new BatchGetItemRequest { RequestItems = new() { ["Plain"] = new() { Keys = [Key("k")] } }, ReturnConsumedCapacity = asked };
        var batchWrite = new BatchWriteItemRequest { RequestItems = new() { ["Plain"] = [new(new PutRequest(Sized(20)))] }, ReturnConsumedCapacity = asked };

        Assert.Null((await _client.GetItemAsync(new GetItemRequest("Plain", Key("k")) { ReturnConsumedCapacity = asked })).ConsumedCapacity);
        Assert.Null((await _client.ScanAsync(new ScanRequest("Plain") { ReturnConsumedCapacity = asked })).ConsumedCapacity);
        Assert.Null((await _client.PutItemAsync(new PutItemRequest("Plain", Sized(20)) { ReturnConsumedCapacity = asked })).ConsumedCapacity);
        Assert.Null((await _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ReturnConsumedCapacity = asked })).ConsumedCapacity);
        Assert.Null((await _client.BatchGetItemAsync(batchGet)).ConsumedCapacity);
        Assert.Null((await _client.BatchWriteItemAsync(batchWrite)).ConsumedCapacity);
    }

    private static Dictionary<string, AttributeValue> Sized(int bytes) => Item("k", new string('x', bytes - Around));

    private static UpdateItemRequest Update(string value) => new()
    {
        TableName = "Plain",
        Key = Key("k"),
        UpdateExpression = "SET #value = :value",
        ExpressionAttributeNames = new() { ["#value"] = "value" },
        ExpressionAttributeValues = new() { [":value"] = S(value) },
        ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
    };
}
