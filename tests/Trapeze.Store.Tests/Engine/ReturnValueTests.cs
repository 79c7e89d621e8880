using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Engine;

/// <summary>What a write shows of the item that it found and of the one that it made.</summary>
public sealed class ReturnValueTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly AmazonDynamoDBClient _client;

    public ReturnValueTests() => _client = _store.At("public");

    public void Dispose()
    {
        _client.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("NONE")]
    public async Task AnyWrite_NothingAsked_ShowsNothing(string? asked)
    {
        await _store.PutAsync("public", "k", "old");

        Assert.Null((await _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "new")) { ReturnValues = asked })).Attributes);
        Assert.Null((await UpdateAsync(asked)).Attributes);
        Assert.Null((await _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ReturnValues = asked })).Attributes);
        Assert.Null(await _store.ValueAsync("public", "k"));
    }

    [Fact]
    public async Task AnyWrite_NothingAskedButACondition_ShowsNothing()
    {
        await _store.PutAsync("public", "k", "old");

        Assert.Null((await _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "new")) { ConditionExpression = "attribute_exists(id)" })).Attributes);
        Assert.Null((await _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ConditionExpression = "attribute_exists(id)" })).Attributes);
    }

    [Fact]
    public async Task AnyWrite_OldItemAsked_IsTheOneThatWasThere()
    {
        Assert.Null((await _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "first")) { ReturnValues = "ALL_OLD" })).Attributes);
        Assert.Equal("first", (await _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "second")) { ReturnValues = "ALL_OLD" })).Attributes["value"].S);
        Assert.Equal("second", (await _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ReturnValues = "ALL_OLD" })).Attributes["value"].S);
        Assert.Null((await _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ReturnValues = "ALL_OLD" })).Attributes);
    }

    [Theory]
    [InlineData("ALL_OLD", new[] { "id", "value" }, "old")]
    [InlineData("UPDATED_OLD", new[] { "value" }, "old")]
    [InlineData("ALL_NEW", new[] { "extra", "id", "value" }, "new")]
    [InlineData("UPDATED_NEW", new[] { "extra", "value" }, "new")]
    public async Task UpdateItem_ValuesAsked_AreThose(string asked, string[] names, string value)
    {
        await _store.PutAsync("public", "k", "old");

        var shown = (await UpdateAsync(asked)).Attributes;

        Assert.Equal(names, shown.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(value, shown["value"].S);
    }

    [Theory]
    [InlineData("ALL_OLD")]
    [InlineData("UPDATED_OLD")]
    public async Task UpdateItem_NothingWasThere_ShowsNothing(string asked) => Assert.Null((await UpdateAsync(asked)).Attributes);

    [Fact]
    public async Task UpdateItem_WithoutAnUpdate_MakesTheItem()
    {
        await _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = Key("k") });
        await _client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "Plain",
            Key = Key("j"),
            AttributeUpdates = new() { ["value"] = new() { Action = "PUT", Value = S("old way") } },
        });

        Assert.Equal(["id"], (await _client.GetItemAsync("Plain", Key("k"))).Item.Keys);
        Assert.Equal("old way", await _store.ValueAsync("public", "j"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("NONE", false)]
    [InlineData("ALL_OLD", true)]
    public async Task AnyWrite_ConditionFails_ShowsTheItemIfAsked(string? asked, bool shown)
    {
        const string condition = "attribute_not_exists(id)";
        await _store.PutAsync("public", "k", "old");
        foreach (var act in new Func<Task>[]
        {
            () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "new")) { ConditionExpression = condition, ReturnValuesOnConditionCheckFailure = asked }),
            () => _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ConditionExpression = condition, ReturnValuesOnConditionCheckFailure = asked }),
            () => _client.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = "Plain", Key = Key("k"), UpdateExpression = "REMOVE x", ConditionExpression = condition, ReturnValuesOnConditionCheckFailure = asked,
            }),
        })
        {
            var failed = await Assert.ThrowsAsync<ConditionalCheckFailedException>(act);
            Assert.Equal(shown ? "old" : null, failed.Item?.GetValueOrDefault("value")?.S);
        }

        Assert.Equal("old", await _store.ValueAsync("public", "k"));
    }

    [Fact]
    public async Task AnyWrite_ConditionFailsOnNothing_ShowsNothing()
    {
        var put = new PutItemRequest("Plain", Item("k", "new")) { ConditionExpression = "attribute_exists(id)", ReturnValuesOnConditionCheckFailure = "ALL_OLD" };

        Assert.Empty((await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => _client.PutItemAsync(put))).Item ?? []);
        Assert.Null(await _store.ValueAsync("public", "k"));
    }

    [Fact]
    public async Task AnyWrite_OldCondition_IsTested()
    {
        var absent = new Dictionary<string, ExpectedAttributeValue> { ["value"] = new() { Exists = false } };
        await _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "old")) { Expected = absent });

        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "new")) { Expected = absent }));
        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { Expected = absent }));
        Assert.Equal("old", await _store.ValueAsync("public", "k"));
    }

    private Task<UpdateItemResponse> UpdateAsync(string? asked) => _client.UpdateItemAsync(new UpdateItemRequest
    {
        TableName = "Plain",
        Key = Key("k"),
        UpdateExpression = "SET #value = :value, extra = :value",
        ExpressionAttributeNames = new() { ["#value"] = "value" },
        ExpressionAttributeValues = new() { [":value"] = S("new") },
        ReturnValues = asked,
    });
}
