using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Engine.Transactions;
using Trapeze.Store.Items;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Engine;

/// <summary>What makes an action wrong makes the transaction wrong, whichever kind it is of; and the bounds, at the bounds.</summary>
public sealed class TransactionReaderTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public static TheoryData<string> Kinds => ["Put", "Update", "Delete", "ConditionCheck"];

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Action_ValueThatNothingUses_IsRefused(string kind)
    {
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() =>
            WriteAsync(Action(kind, "attribute_not_exists(id)", new() { [":unused"] = S("v") })));

        Assert.Equal(("ValidationException", "Value provided in ExpressionAttributeValues unused in expressions: keys: {:unused}"), (refused.ErrorCode, refused.Message));
        Assert.Null(await _store.ValueAsync("public", "k"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Action_ConditionOnAPathIntoAKey_IsRefused(string kind)
    {
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => WriteAsync(Action(kind, "attribute_not_exists(id.part)", values: null)));

        Assert.Equal("ValidationException", refused.ErrorCode);
        Assert.Contains("Key attributes must be scalars", refused.Message, StringComparison.Ordinal);
        Assert.Null(await _store.ValueAsync("public", "k"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Actions_SeveralThingsAreWrong_TellOfExpressionsThenOfValuesThenOfTables(string kind)
    {
        var nowhere = Action(kind, "attribute_not_exists(id)", values: null, "Nowhere");
        var wrong = Action(kind, "attribute_not_exists(id)", values: null);
        (wrong.Put?.Item ?? wrong.Update?.Key ?? wrong.Delete?.Key ?? wrong.ConditionCheck.Key)["id"] = new() { SS = ["a", "a"] };
        var unparsed = Action(kind, "id <", values: null);
        (unparsed.Put?.Item ?? unparsed.Update?.Key ?? unparsed.Delete?.Key ?? unparsed.ConditionCheck.Key)["id"] = new() { SS = ["a", "a"] };

        async Task<string> RefusalAsync(params TransactWriteItem[] actions) => (await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => WriteAsync(actions))).Message;

        Assert.StartsWith("Invalid ConditionExpression: Syntax error", await RefusalAsync(nowhere, unparsed, wrong), StringComparison.Ordinal);
        Assert.EndsWith("contains duplicates.", await RefusalAsync(nowhere, wrong, unparsed), StringComparison.Ordinal);
        Assert.Equal("Requested resource not found", await RefusalAsync(nowhere));
    }

    [Fact]
    public async Task Get_ProjectionAndKeyAreWrong_TellsOfTheProjection()
    {
        var get = new TransactGetItem { Get = new Get { TableName = "Plain", Key = new() { ["id"] = new() { SS = ["a", "a"] } }, ProjectionExpression = "a," } };

        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").TransactGetItemsAsync(new TransactGetItemsRequest { TransactItems = [get] }));

        Assert.StartsWith("Invalid ProjectionExpression: Syntax error", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_ThatLeavesTooLargeAnItem_CancelsTheTransaction()
    {
        var item = Sized("k", ItemSize.Limit);
        await _store.At("public").PutItemAsync("Plain", item);
        TransactWriteItem Grow(string id) => new() { Update = new Update { TableName = "Plain", Key = Key(id), UpdateExpression = "SET more = :v", ExpressionAttributeValues = new() { [":v"] = S("") } } };

        var cancelled = await Assert.ThrowsAsync<TransactionCanceledException>(() => WriteAsync(Grow("j"), Grow("k")));

        Assert.Equal(["None", "ValidationError"], cancelled.CancellationReasons.Select(reason => reason.Code));
        Assert.Equal("Item size to update has exceeded the maximum allowed size", cancelled.CancellationReasons[1].Message);
        Assert.Null((await _store.At("public").GetItemAsync("Plain", Key("j"))).Item);
    }

    [Fact]
    public async Task Update_ThatLeavesAWrongKeyOfAnIndex_CancelsTheTransaction()
    {
        var cancelled = await Assert.ThrowsAsync<TransactionCanceledException>(() => WriteAsync(new TransactWriteItem
        {
            Update = new Update
            {
                TableName = "Indexed",
                Key = new() { ["id"] = S("k"), ["at"] = N(1) },
                UpdateExpression = "SET #o = :v",
                ExpressionAttributeNames = new() { ["#o"] = "owner" },
                ExpressionAttributeValues = new() { [":v"] = N(1) },
            },
        }));

        Assert.Equal("ValidationError", Assert.Single(cancelled.CancellationReasons).Code);
    }

    [Fact]
    public async Task Items_OfFourMegabytesTogether_AreTakenAndGivenAndNoByteMore()
    {
        var whole = (int)(TransactWriteOperation.MostBytes / ItemSize.Limit);
        var rest = (int)(TransactWriteOperation.MostBytes % ItemSize.Limit);
        TransactWriteItem[] exact = [.. Enumerable.Range(0, whole).Select(at => Put(Sized($"k{at}", ItemSize.Limit))), Put(Sized("rest", rest))];

        await WriteAsync(exact);
        Assert.Equal(whole + 1, (await GetAllAsync(whole)).Responses.Count);

        exact[^1] = Put(Sized("rest", rest + 1));
        await Assert.ThrowsAsync<AmazonDynamoDBException>(() => WriteAsync(exact));
        await _store.At("public").PutItemAsync("Plain", Sized("rest", rest + 1));
        await Assert.ThrowsAsync<AmazonDynamoDBException>(() => GetAllAsync(whole));
    }

    [Fact]
    public async Task Token_OfThirtySixLetters_IsTakenAndNoLetterMore()
    {
        var request = new TransactWriteItemsRequest { TransactItems = [Put(Item("k", "v"))], ClientRequestToken = new string('t', 36) };
        await _store.At("public").TransactWriteItemsAsync(request);

        request.ClientRequestToken += "t";
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").TransactWriteItemsAsync(request));

        Assert.EndsWith("at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36", refused.Message, StringComparison.Ordinal);
        request.TransactItems = [Action("Put", "id <", values: null)];
        Assert.Equal(refused.Message, (await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").TransactWriteItemsAsync(request))).Message);
    }

    [Fact]
    public async Task Scan_LastOfAMillionSegments_IsTaken() =>
        Assert.NotNull(await _store.At("public").ScanAsync(new ScanRequest("Plain") { Segment = 999_999, TotalSegments = 1_000_000 }));

    [Theory]
    [InlineData(1_000_000, 1_000_000)]
    [InlineData(0, 1_000_001)]
    public async Task Scan_SegmentBehindTheLast_IsRefused(int segment, int segments) =>
        await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").ScanAsync(new ScanRequest("Plain") { Segment = segment, TotalSegments = segments }));

    [Fact]
    public async Task Scan_GlobalIndexConsistently_IsRefused() =>
        await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _store.At("public").ScanAsync(new ScanRequest("Indexed") { IndexName = "byState", ConsistentRead = true }));

    private static TransactWriteItem Action(string kind, string condition, Dictionary<string, AttributeValue>? values, string table = "Plain") => kind switch
    {
        "Put" => new() { Put = new Put { TableName = table, Item = Item("k", "v"), ConditionExpression = condition, ExpressionAttributeValues = values } },
        "Update" => new() { Update = new Update { TableName = table, Key = Key("k"), UpdateExpression = "REMOVE nothing", ConditionExpression = condition, ExpressionAttributeValues = values } },
        "Delete" => new() { Delete = new Delete { TableName = table, Key = Key("k"), ConditionExpression = condition, ExpressionAttributeValues = values } },
        _ => new() { ConditionCheck = new ConditionCheck { TableName = table, Key = Key("k"), ConditionExpression = condition, ExpressionAttributeValues = values } },
    };

    private static TransactWriteItem Put(Dictionary<string, AttributeValue> item) => new() { Put = new Put { TableName = "Plain", Item = item } };

    private static Dictionary<string, AttributeValue> Sized(string id, int bytes)
    {
        var item = Item(id, "");
        item["value"] = S(new string('x', bytes - ItemSize.Of(item)));
        return item;
    }

    private Task WriteAsync(params TransactWriteItem[] actions) => _store.At("public").TransactWriteItemsAsync(new TransactWriteItemsRequest { TransactItems = [.. actions] });

    private Task<TransactGetItemsResponse> GetAllAsync(int whole) => _store.At("public").TransactGetItemsAsync(new TransactGetItemsRequest
    {
        TransactItems = [.. Enumerable.Range(0, whole).Select(at => $"k{at}").Append("rest").Select(id => new TransactGetItem { Get = new Get { TableName = "Plain", Key = Key(id) } })],
    });
}
