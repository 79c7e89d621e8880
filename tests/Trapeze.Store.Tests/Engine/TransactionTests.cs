using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Engine;

public sealed class TransactionTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task TransactWriteItems_EveryKindOfAction_IsDoneInOneStep()
    {
        await _store.PutAsync("public", "asked", "v");
        await _store.PutAsync("public", "deleted", "v");
        await _store.PutAsync("public", "updated", "old");

        await TransactAsync("public", Check("asked", "attribute_exists(id)"), Put("put", "v"), Update("updated", "SET #v = :v", "new"), Delete("deleted"));

        Assert.Equal(("v", "v", "new", null), (await ValueAsync("asked"), await ValueAsync("put"), await ValueAsync("updated"), await ValueAsync("deleted")));
    }

    [Fact]
    public async Task TransactWriteItems_ConditionThatFails_DoesNothingAndSaysWhyInOrder()
    {
        await _store.PutAsync("public", "there", "old");
        var shows = Put("there", "new", "attribute_not_exists(id)");
        shows.Put.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;

        var cancelled = await Assert.ThrowsAsync<TransactionCanceledException>(() => TransactAsync(
            "public", Put("first", "v"), shows, Check("absent", "attribute_exists(id)"), Update("last", "SET #v = nothing, more = :v", "text")));

        Assert.Equal("Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed, ValidationError]", cancelled.Message);
        Assert.Equal(
            [
                (null, null),
                ("The conditional request failed", "old"),
                ("The conditional request failed", null),
                ("The provided expression refers to an attribute that does not exist in the item", null),
            ],
            cancelled.CancellationReasons.Select(reason => ((string?)reason.Message, reason.Item?.GetValueOrDefault("value")?.S)));
        Assert.Equal((null, "old", null), (await ValueAsync("first"), await ValueAsync("there"), await ValueAsync("last")));
    }

    [Fact]
    public async Task TransactWriteItems_HiddenItems_NeitherFailNorShow()
    {
        await _store.PutAsync("client(alice)", "k", "secret");
        var shows = Check("j", "attribute_exists(id)");
        shows.ConditionCheck.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        await _store.PutAsync("client(alice)", "j", "secret");

        await TransactAsync("public", Put("k", "open", "attribute_not_exists(id)"));
        var cancelled = await Assert.ThrowsAsync<TransactionCanceledException>(() => TransactAsync("public", shows));

        Assert.Null(Assert.Single(cancelled.CancellationReasons).Item);
        Assert.Equal("open", await ValueAsync("k"));
        Assert.Equal("open", await _store.ValueAsync("client(alice)", "k"));
        Assert.Equal("secret", await _store.ValueAsync("client(alice)", "j"));
    }

    [Fact]
    public async Task TransactWriteItems_AtALabel_WritesAllAtIt()
    {
        await TransactAsync("client(alice)", Put("k", "v"), Update("j", "SET #v = :v", "v"), Delete("i"));

        foreach (var id in (string[])["k", "j", "i"])
        {
            Assert.Null(await ValueAsync(id));
        }

        Assert.Equal(("v", "v"), (await _store.ValueAsync("owner", "k"), await _store.ValueAsync("owner", "j")));
    }

    [Fact]
    public async Task TransactWriteItems_SeveralTables_CountsTwiceForEach()
    {
        var request = Request(Put("k", new string('x', 1_500)), new TransactWriteItem { Delete = new Delete { TableName = "Sorted", Key = new() { ["id"] = S("k"), ["at"] = N(1) } } }, Check("j", "attribute_not_exists(id)"));
        foreach (var asked in (string[])["TOTAL", "INDEXES"])
        {
            request.ReturnConsumedCapacity = asked;
            Assert.Equal(
                [("Plain", 6.0, 6.0, asked == "INDEXES" ? 6.0 : null), ("Sorted", 2.0, 2.0, asked == "INDEXES" ? 2.0 : null)],
                (await _store.At("public").TransactWriteItemsAsync(request)).ConsumedCapacity.Select(each => (each.TableName, each.CapacityUnits, each.WriteCapacityUnits, each.Table?.CapacityUnits)));
        }

        request.ReturnConsumedCapacity = "NONE";
        Assert.Null((await _store.At("public").TransactWriteItemsAsync(request)).ConsumedCapacity);
    }

    [Fact]
    public async Task TransactWriteItems_RequestThatIsNone_IsRefused()
    {
        await AssertRefusedAsync("1 validation error detected: Value null at 'transactItems' failed to satisfy constraint: Member must not be null", new TransactWriteItemsRequest());
        await AssertRefusedAsync("1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1", Request());
        await AssertRefusedAsync(
            "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100",
            Request([.. Enumerable.Range(0, 101).Select(i => Put($"k{i}", "v"))]));
        await AssertRefusedAsync("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request", Request(new TransactWriteItem()));
        await AssertRefusedAsync(
            "TransactItems can only contain one of Check, Put, Update or Delete", Request(new TransactWriteItem { Put = Put("k", "v").Put, Delete = Delete("j").Delete }));
        await AssertRefusedAsync("Transaction request cannot include multiple operations on one item", Request(Put("k", "v"), Check("k", "attribute_exists(id)")));
        await AssertRefusedAsync(
            "1 validation error detected: Value null at 'transactItems.2.member.conditionCheck.conditionExpression' failed to satisfy constraint: Member must not be null",
            Request(Put("k", "v"), Check("j", null!)));
        await AssertRefusedAsync(
            "1 validation error detected: Value null at 'transactItems.1.member.update.updateExpression' failed to satisfy constraint: Member must not be null",
            Request(new TransactWriteItem { Update = new Update { TableName = "Plain", Key = Key("k") } }));
        await AssertRefusedAsync(
            "1 validation error detected: Value null at 'transactItems.1.member.put.tableName' failed to satisfy constraint: Member must not be null",
            Request(new TransactWriteItem { Put = new Put { Item = Key("k") } }));
        Assert.Null(await ValueAsync("k"));
        await TransactAsync("public", [.. Enumerable.Range(0, 100).Select(i => Put($"k{i}", "v"))]);
        Assert.Equal("v", await ValueAsync("k99"));
    }

    [Fact]
    public async Task TransactWriteItems_ItemsTooLargeTogether_AreRefused()
    {
        var large = Enumerable.Range(0, 11).Select(i => Put($"k{i}", new string('x', 386 * 1024))).ToArray();

        await AssertRefusedAsync("The items of a transaction have exceeded the maximum allowed size of 4 MB together", Request(large));
        await TransactAsync("public", large[..10]);
    }

    [Fact]
    public async Task AnyTransaction_KeyThatDoesNotFit_CancelsIt()
    {
        var wrong = new TransactWriteItem { Delete = new Delete { TableName = "Sorted", Key = Key("k") } };
        var write = await Assert.ThrowsAsync<TransactionCanceledException>(() => TransactAsync("public", Put("k", "v"), wrong));
        var read = await Assert.ThrowsAsync<TransactionCanceledException>(() => GetAsync("public", new Get { TableName = "Sorted", Key = Key("k") }));

        Assert.Equal("Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]", write.Message);
        Assert.Equal("The provided key element does not match the schema", write.CancellationReasons[1].Message);
        Assert.Equal("The provided key element does not match the schema", Assert.Single(read.CancellationReasons).Message);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => GetAsync("public", new Get { TableName = "Nowhere", Key = Key("k") }));
        var ofKey = await Assert.ThrowsAsync<TransactionCanceledException>(() => TransactAsync("public", Put("k", "v"), Update("j", "SET id = :v, #v = :v", "v")));
        Assert.Equal("One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key", ofKey.CancellationReasons[1].Message);
        Assert.Null(await ValueAsync("k"));
    }

    [Fact]
    public async Task TransactGetItems_ItemsOfTheView_AreGivenInOrder()
    {
        await _store.PutAsync("public", "k", "open");
        await _store.PutAsync("client(alice)", "k", "secret");
        await _store.PutAsync("client(alice)", "j", "secret");
        Get[] asked = [new() { TableName = "Plain", Key = Key("j") }, new() { TableName = "Plain", Key = Key("k"), ProjectionExpression = "#v", ExpressionAttributeNames = new() { ["#v"] = "value" } }];

        var low = await GetAsync("public", asked);
        var high = await GetAsync("client(alice)", asked);

        Assert.Equal([null, "value=open"], low.Responses.Select(Show));
        Assert.Equal(["id=j value=secret", "value=secret"], high.Responses.Select(Show));
        Assert.Equal([("Plain", 4.0, 4.0)], low.ConsumedCapacity.Select(each => (each.TableName, each.CapacityUnits!.Value, each.ReadCapacityUnits!.Value)));
    }

    [Fact]
    public async Task TransactGetItems_RequestThatIsNone_IsRefused()
    {
        async Task RefusedAsync(string message, params Get[] gets)
        {
            var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => GetAsync("public", gets));
            Assert.Equal(("ValidationException", message), (refused.ErrorCode, refused.Message));
        }

        await RefusedAsync("1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
        await RefusedAsync("Transaction request cannot include multiple operations on one item", [new() { TableName = "Plain", Key = Key("k") }, new() { TableName = "Plain", Key = Key("k") }]);
        await RefusedAsync("1 validation error detected: Value null at 'transactItems.1.member.get' failed to satisfy constraint: Member must not be null", [null!]);
        await RefusedAsync("1 validation error detected: Value null at 'transactItems.1.member.get.key' failed to satisfy constraint: Member must not be null", [new() { TableName = "Plain" }]);
        await RefusedAsync("1 validation error detected: Value null at 'transactItems.1.member.get.tableName' failed to satisfy constraint: Member must not be null", [new() { Key = Key("k") }]);
    }

    [Fact]
    public async Task AnyAction_PlaceholdersWithoutExpression_IsRefusedAsARequestOfItsOwnIs()
    {
        var names = Put("k", "v");
        names.Put.ExpressionAttributeNames = new() { ["#v"] = "value" };
        var values = Delete("k");
        values.Delete.ExpressionAttributeValues = new() { [":v"] = S("v") };

        await AssertRefusedAsync("ExpressionAttributeNames can only be specified when using expressions", Request(names));
        await AssertRefusedAsync("ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null", Request(values));
    }

    [Fact]
    public async Task AnyTransaction_CapacityThatThereIsNot_IsRefused()
    {
        const string Message = "1 validation error detected: Value 'ALL' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]";
        var writes = Request(Put("k", "v"));
        writes.ReturnConsumedCapacity = "ALL";

        await AssertRefusedAsync(Message, writes);
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").TransactGetItemsAsync(
            new TransactGetItemsRequest { TransactItems = [new TransactGetItem { Get = new Get { TableName = "Plain", Key = Key("k") } }], ReturnConsumedCapacity = "ALL" }));
        Assert.Equal(Message, refused.Message);
        Assert.Null(await ValueAsync("k"));
    }

    [Fact]
    public async Task AnyTransaction_ManyAtOnce_NeverShowHalfOfOne()
    {
        // Writers keep two items equal; a reader that saw half of a write would find them different.
        await TransactAsync("public", Put("a", "0"), Put("b", "0"));
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await TransactAsync("public", Put("a", $"{writer}.{i}"), Put("b", $"{writer}.{i}"));
            }
        })).ToList();
        var seen = 0;
        while (writers.Exists(writer => !writer.IsCompleted) || seen == 0)
        {
            var both = await GetAsync("public", new Get { TableName = "Plain", Key = Key("a") }, new Get { TableName = "Plain", Key = Key("b") });
            Assert.Equal(both.Responses[0].Item["value"].S, both.Responses[1].Item["value"].S);
            seen++;
        }

        await Task.WhenAll(writers);
    }

    private static TransactWriteItem Put(string id, string value, string? condition = null) =>
        new() { Put = new Put { TableName = "Plain", Item = Item(id, value), ConditionExpression = condition } };

    private static TransactWriteItem Delete(string id) => new() { Delete = new Delete { TableName = "Plain", Key = Key(id) } };

    private static TransactWriteItem Check(string id, string condition) =>
        new() { ConditionCheck = new ConditionCheck { TableName = "Plain", Key = Key(id), ConditionExpression = condition } };

    private static TransactWriteItem Update(string id, string expression, string value) => new()
    {
        Update = new Update
        {
            TableName = "Plain",
            Key = Key(id),
            UpdateExpression = expression,
            ExpressionAttributeNames = new() { ["#v"] = "value" },
            ExpressionAttributeValues = new() { [":v"] = S(value) },
        },
    };

    private static TransactWriteItemsRequest Request(params TransactWriteItem[] actions) => new() { TransactItems = [.. actions] };

    private static string? Show(ItemResponse response) =>
        response.Item is null ? null : string.Join(' ', response.Item.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value.S}"));

    private Task<string?> ValueAsync(string id) => _store.ValueAsync("public", id);

    private Task TransactAsync(string label, params TransactWriteItem[] actions) => _store.At(label).TransactWriteItemsAsync(Request(actions));

    private Task<TransactGetItemsResponse> GetAsync(string label, params Get[] gets) =>
        _store.At(label).TransactGetItemsAsync(new TransactGetItemsRequest { TransactItems = [.. gets.Select(get => new TransactGetItem { Get = get })], ReturnConsumedCapacity = "TOTAL" });

    private async Task AssertRefusedAsync(string message, TransactWriteItemsRequest request)
    {
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").TransactWriteItemsAsync(request));
        Assert.Equal(("ValidationException", message), (refused.ErrorCode, refused.Message));
    }
}
