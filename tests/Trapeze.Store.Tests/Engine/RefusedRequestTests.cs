using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Engine;

/// <summary>What a request says is refused with one text, before anything is read or written.</summary>
public sealed class RefusedRequestTests : IDisposable
{
    private const string NoItems = "1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1";
    private const string Both = "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: ";

    private readonly TemporaryStore _store = new();
    private readonly AmazonDynamoDBClient _client;

    public RefusedRequestTests() => _client = _store.At("public");

    public void Dispose()
    {
        _client.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task BatchGetItem_NothingAskedOfATable_IsRefused()
    {
        foreach (var items in new Dictionary<string, KeysAndAttributes>?[]
        {
            null, [], new() { ["Plain"] = new() }, new() { ["Plain"] = new() { Keys = [] } }, new() { ["Plain"] = Keys(0, 1), ["Sorted"] = new() { Keys = [] } },
        })
        {
            await AssertRefusedAsync(NoItems, () => _client.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = items }));
        }
    }

    [Fact]
    public async Task BatchGetItem_MoreThanAHundredOverAllTables_IsRefused()
    {
        Assert.Empty((await _client.BatchGetItemAsync(new Dictionary<string, KeysAndAttributes> { ["Plain"] = Keys(0, 50), ["Sorted"] = Sorted(Keys(0, 50)) })).Responses["Plain"]);
        await AssertRefusedAsync(
            "Too many items requested for the BatchGetItem call",
            () => _client.BatchGetItemAsync(new Dictionary<string, KeysAndAttributes> { ["Plain"] = Keys(0, 50), ["Sorted"] = Sorted(Keys(0, 51)) }));
        await AssertRefusedAsync(
            "Provided list of item keys contains duplicates",
            () => _client.BatchGetItemAsync(new Dictionary<string, KeysAndAttributes> { ["Plain"] = new() { Keys = [Key("a"), Key("a")] } }));
    }

    [Fact]
    public async Task BatchWriteItem_NothingAskedOfATable_IsRefused()
    {
        foreach (var items in new Dictionary<string, List<WriteRequest>?>?[]
        {
            null, [], new() { ["Plain"] = null }, new() { ["Plain"] = [] }, new() { ["Plain"] = Puts(0, 1)!, ["Sorted"] = [] },
        })
        {
            await AssertRefusedAsync(NoItems, () => _client.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = items! }));
        }

        Assert.Null(await _store.ValueAsync("public", "k0"));
    }

    [Fact]
    public async Task BatchWriteItem_MoreThanTwentyFiveOverAllTables_IsRefused()
    {
        await AssertRefusedAsync(
            "Too many items requested for the BatchWriteItem call",
            () => _client.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>> { ["Plain"] = Puts(0, 13), ["Sorted"] = Sorted(Puts(0, 13)) }));
        Assert.Null(await _store.ValueAsync("public", "k0"));
        Assert.Empty((await _client.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>> { ["Plain"] = Puts(0, 13), ["Sorted"] = Sorted(Puts(0, 12)) })).UnprocessedItems);
        Assert.Equal("v", await _store.ValueAsync("public", "k12"));
    }

    [Fact]
    public async Task BatchWriteItem_WriteThatIsNotOneThing_IsRefused()
    {
        foreach (var write in new WriteRequest[] { new(), new() { PutRequest = new(Item("k", "v")), DeleteRequest = new(Key("k")) } })
        {
            await AssertRefusedAsync(
                write.PutRequest is null
                    ? "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
                    : "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
                () => _client.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>> { ["Plain"] = [write] }));
        }

        await AssertRefusedAsync(
            "Provided list of item keys contains duplicates",
            () => _client.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>> { ["Plain"] = [new(new PutRequest(Item("k", "v"))), new(new DeleteRequest(Key("k")))] }));
    }

    [Fact]
    public async Task AnyWrite_UnknownReturnValues_AreRefused()
    {
        foreach (var asked in new[] { "ALL_NEW", "UPDATED_OLD", "nothing" })
        {
            await AssertRefusedAsync(
                "ReturnValues can only be ALL_OLD or NONE", () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ReturnValues = asked }));
            await AssertRefusedAsync(
                "ReturnValues can only be ALL_OLD or NONE", () => _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ReturnValues = asked }));
        }

        await AssertRefusedAsync(
            "ReturnValues can only be NONE, ALL_OLD, UPDATED_OLD, ALL_NEW or UPDATED_NEW",
            () => _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = Key("k"), ReturnValues = "nothing" }));
        await AssertRefusedAsync(
            "1 validation error detected: Value 'ALL_NEW' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]",
            () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ReturnValuesOnConditionCheckFailure = "ALL_NEW" }));
        Assert.Null(await _store.ValueAsync("public", "k"));
    }

    [Fact]
    public async Task AnyWrite_UnknownReturnValues_AreToldOfBeforeAllElse()
    {
        const string syntax = "x =";
        await AssertRefusedAsync("ReturnValues can only be ALL_OLD or NONE", () => _client.PutItemAsync(new PutItemRequest("Plain", []) { ReturnValues = "nothing", ConditionExpression = syntax }));
        await AssertRefusedAsync("ReturnValues can only be ALL_OLD or NONE", () => _client.DeleteItemAsync(new DeleteItemRequest("Plain", []) { ReturnValues = "nothing", ConditionExpression = syntax }));
        await AssertRefusedAsync(
            "ReturnValues can only be NONE, ALL_OLD, UPDATED_OLD, ALL_NEW or UPDATED_NEW",
            () => _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = [], ReturnValues = "nothing", UpdateExpression = syntax }));
    }

    [Fact]
    public async Task AnyOperation_ExpressionBesideItsOldParameter_IsRefused()
    {
        var expected = new Dictionary<string, ExpectedAttributeValue> { ["value"] = new() { Exists = false } };
        const string condition = "attribute_not_exists(id)";
        await AssertRefusedAsync(
            Both + "{Expected, ConditionalOperator} Expression parameters: {ConditionExpression}",
            () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ConditionExpression = condition, Expected = expected, ConditionalOperator = "AND" }));
        await AssertRefusedAsync(
            Both + "{ConditionalOperator} Expression parameters: {ConditionExpression}",
            () => _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ConditionExpression = condition, ConditionalOperator = "OR" }));
        await AssertRefusedAsync(
            Both + "{AttributeUpdates, Expected} Expression parameters: {UpdateExpression}",
            () => _client.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = "Plain",
                Key = Key("k"),
                UpdateExpression = "REMOVE x",
                AttributeUpdates = new() { ["y"] = new() { Action = "DELETE" } },
                Expected = expected,
            }));
        await AssertRefusedAsync(
            Both + "{AttributesToGet} Expression parameters: {ProjectionExpression}",
            () => _client.GetItemAsync(new GetItemRequest("Plain", Key("k")) { ProjectionExpression = "x", AttributesToGet = ["y"] }));
        await AssertRefusedAsync(
            Both + "{ScanFilter, ConditionalOperator} Expression parameters: {FilterExpression}",
            () => _client.ScanAsync(new ScanRequest("Plain") { FilterExpression = condition, ScanFilter = Exists("value"), ConditionalOperator = "AND" }));
        await AssertRefusedAsync(
            Both + "{QueryFilter} Expression parameters: {FilterExpression, KeyConditionExpression}",
            () => _client.QueryAsync(Query(it => (it.FilterExpression, it.QueryFilter) = ("attribute_exists(x)", Exists("value")))));
        await AssertRefusedAsync(
            Both + "{KeyConditions} Expression parameters: {KeyConditionExpression}",
            () => _client.QueryAsync(Query(it => it.KeyConditions = Exists("id"))));
    }

    [Fact]
    public async Task AnyWrite_ExpressionBesideItsOldParameter_IsRefusedBeforeTheKeyIs_AndForItsSyntaxAfter()
    {
        var expected = new Dictionary<string, ExpectedAttributeValue> { ["value"] = new() { Exists = false } };
        const string both = Both + "{Expected} Expression parameters: {";
        const string syntax = "= =";
        await AssertRefusedAsync(both + "ConditionExpression}", () => _client.PutItemAsync(new PutItemRequest("Plain", []) { ConditionExpression = syntax, Expected = expected }));
        await AssertRefusedAsync(both + "ConditionExpression}", () => _client.DeleteItemAsync(new DeleteItemRequest("Plain", []) { ConditionExpression = syntax, Expected = expected }));
        await AssertRefusedAsync(both + "UpdateExpression}", () => _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = [], UpdateExpression = syntax, Expected = expected }));
        await AssertRefusedAsync(
            "One or more parameter values were invalid: Missing the key id in the item", () => _client.PutItemAsync(new PutItemRequest("Plain", []) { ConditionExpression = syntax }));
        await AssertRefusedAsync(
            "The provided key element does not match the schema", () => _client.DeleteItemAsync(new DeleteItemRequest("Plain", []) { ConditionExpression = syntax }));
        await AssertRefusedAsync(
            "The provided key element does not match the schema", () => _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = [], UpdateExpression = syntax }));
    }

    [Fact]
    public async Task GetItem_WrongProjection_IsRefusedBeforeTheKeyIs() => await AssertRefusedAsync(
        "Invalid ProjectionExpression: Syntax error; token: \"=\", near: \"= =\"", () => _client.GetItemAsync(new GetItemRequest("Plain", []) { ProjectionExpression = "= =" }));

    [Fact]
    public async Task AnyOperation_OldParameterThatIsEmpty_CountsAsAbsent()
    {
        await _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ConditionExpression = "attribute_not_exists(id)", Expected = [] });
        await _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = Key("k"), UpdateExpression = "REMOVE x", AttributeUpdates = [], Expected = [] });
        var item = (await _client.GetItemAsync(new GetItemRequest("Plain", Key("k")) { AttributesToGet = [], ProjectionExpression = "id" })).Item;
        var scanned = await _client.ScanAsync(new ScanRequest("Plain") { FilterExpression = "attribute_exists(id)", ScanFilter = [], AttributesToGet = [] });
        var queried = await _client.QueryAsync(Query(it => (it.KeyConditions, it.QueryFilter, it.ExclusiveStartKey) = ([], [], [])));

        Assert.Equal(["id"], item.Keys);
        Assert.Equal(["id", "value"], Assert.Single(scanned.Items).Keys.Order(StringComparer.Ordinal));
        Assert.Empty(queried.Items);
    }

    [Fact]
    public async Task AnyOperation_PlaceholderThatNothingUses_IsRefused()
    {
        const string message = "Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}";
        var names = new Dictionary<string, string> { ["#unused"] = "x" };
        const string condition = "attribute_not_exists(id)";
        await AssertRefusedAsync(message, () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ConditionExpression = condition, ExpressionAttributeNames = names }));
        await AssertRefusedAsync(message, () => _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ConditionExpression = condition, ExpressionAttributeNames = names }));
        await AssertRefusedAsync(message, () => _client.GetItemAsync(new GetItemRequest("Plain", Key("k")) { ProjectionExpression = "y", ExpressionAttributeNames = names }));
        await AssertRefusedAsync(message, () => _client.ScanAsync(new ScanRequest("Plain") { FilterExpression = condition, ExpressionAttributeNames = names }));
        await AssertRefusedAsync(message, () => _client.QueryAsync(Query(it => it.ExpressionAttributeNames = names)));
        await AssertRefusedAsync(
            message,
            () => _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = Key("k"), UpdateExpression = "REMOVE y", ExpressionAttributeNames = names }));
        Assert.Null(await _store.ValueAsync("public", "k"));
    }

    [Fact]
    public async Task AnyOperation_PlaceholdersWithoutAnExpression_AreRefused()
    {
        const string names = "ExpressionAttributeNames can only be specified when using expressions";
        const string values = "ExpressionAttributeValues can only be specified when using expressions: ";
        var some = new Dictionary<string, AttributeValue> { [":v"] = S("x") };
        await AssertRefusedAsync(names, () => _client.GetItemAsync(new GetItemRequest("Plain", Key("k")) { ExpressionAttributeNames = [] }));
        await AssertRefusedAsync(names, () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ExpressionAttributeNames = new() { [""] = "x" } }));
        await AssertRefusedAsync(values + "ConditionExpression is null", () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ExpressionAttributeValues = some }));
        await AssertRefusedAsync(values + "FilterExpression is null", () => _client.ScanAsync(new ScanRequest("Plain") { ProjectionExpression = "x", ExpressionAttributeValues = some }));
        await AssertRefusedAsync(
            values + "FilterExpression and KeyConditionExpression are null", () => _client.QueryAsync(new QueryRequest("Sorted") { ExpressionAttributeValues = some }));
        await AssertRefusedAsync(
            values + "UpdateExpression and ConditionExpression are null",
            () => _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = Key("k"), ExpressionAttributeValues = some }));
    }

    [Fact]
    public async Task Query_OldKeyConditionsBesideOtherExpressions_AreAnswered() => Assert.Empty((await _client.QueryAsync(new QueryRequest("Sorted")
    {
        KeyConditions = new() { ["id"] = new() { ComparisonOperator = "EQ", AttributeValueList = [S("k")] } },
        FilterExpression = "attribute_exists(x)",
        ProjectionExpression = "y",
    })).Items);

    [Fact]
    public async Task AnyOperation_PathIntoAKey_IsRefused()
    {
        const string message = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: id";
        await AssertRefusedAsync(message, () => _client.GetItemAsync(new GetItemRequest("Plain", Key("k")) { ProjectionExpression = "id.x" }));
        await AssertRefusedAsync(message, () => _client.ScanAsync(new ScanRequest("Plain") { ProjectionExpression = "id[0]" }));
        await AssertRefusedAsync(message, () => _client.ScanAsync(new ScanRequest("Plain") { FilterExpression = "attribute_exists(id.x)" }));
        await AssertRefusedAsync(message, () => _client.QueryAsync(Query(it => it.FilterExpression = "attribute_exists(id.x)")));
        await AssertRefusedAsync(message, () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ConditionExpression = "attribute_not_exists(id.x)" }));
        await AssertRefusedAsync(message, () => _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = Key("k"), UpdateExpression = "SET x = id.y" }));
        Assert.Null(await _store.ValueAsync("public", "k"));
    }

    [Fact]
    public async Task AnyOperation_UnknownCapacity_IsRefused()
    {
        const string message = "1 validation error detected: Value 'MOST' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]";
        await AssertRefusedAsync(message, () => _client.GetItemAsync(new GetItemRequest("Plain", Key("k")) { ReturnConsumedCapacity = "MOST" }));
        await AssertRefusedAsync(message, () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ReturnConsumedCapacity = "MOST" }));
        await AssertRefusedAsync(message, () => _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = Key("k"), ReturnConsumedCapacity = "MOST" }));
        await AssertRefusedAsync(message, () => _client.DeleteItemAsync(new DeleteItemRequest("Plain", Key("k")) { ReturnConsumedCapacity = "MOST" }));
        await AssertRefusedAsync(message, () => _client.QueryAsync(Query(it => it.ReturnConsumedCapacity = "MOST")));
        await AssertRefusedAsync(message, () => _client.ScanAsync(new ScanRequest("Plain") { ReturnConsumedCapacity = "MOST" }));
        await AssertRefusedAsync(
            message, () => _client.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { ["Plain"] = Keys(0, 1) }, ReturnConsumedCapacity = "MOST" }));
        await AssertRefusedAsync(
            message, () => _client.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = new() { ["Plain"] = Puts(0, 1) }, ReturnConsumedCapacity = "MOST" }));
        Assert.Null(await _store.ValueAsync("public", "k0"));
    }

    [Fact]
    public async Task Query_SeveralThingsAreWrong_TellsOfTheExpressionsFirst()
    {
        await AssertRefusedAsync(
            "Invalid ProjectionExpression: Syntax error; token: \"<EOF>\", near: \",\"", () => _client.QueryAsync(Query(it => (it.KeyConditionExpression, it.ProjectionExpression) = ("id < :id", "y,"))));
        await AssertRefusedAsync(
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}",
            () => _client.QueryAsync(Query(it => (it.KeyConditionExpression, it.ExpressionAttributeNames) = ("id < :id", new() { ["#x"] = "x" }))));
        await AssertRefusedAsync("Query key condition not supported", () => _client.QueryAsync(Query(it => (it.KeyConditionExpression, it.FilterExpression) = ("id < :id", "attribute_exists(id)"))));
    }

    [Fact]
    public async Task QueryAndScan_OfAnIndexIfSeveralThingsAreWrong_TellInDynamoDBsOrder()
    {
        const string global = "Consistent reads are not supported on global secondary indexes";
        var query = new QueryRequest("Indexed")
        {
            IndexName = "byState",
            ConsistentRead = true,
            KeyConditionExpression = "id = :id",
            FilterExpression = "title =",
            ExpressionAttributeValues = new() { [":id"] = S("k") },
            ExclusiveStartKey = Key("k"),
            Select = "SPECIFIC_ATTRIBUTES",
        };
        await AssertRefusedAsync("Invalid FilterExpression: Syntax error; token: \"<EOF>\", near: \"=\"", () => _client.QueryAsync(query));
        query.FilterExpression = "attribute_exists(title)";
        await AssertRefusedAsync(global, () => _client.QueryAsync(query));
        query.ConsistentRead = false;
        await AssertRefusedAsync("Query condition missed key schema element: state", () => _client.QueryAsync(query));
        (query.KeyConditionExpression, query.ExpressionAttributeNames) = ("#state = :id", new() { ["#state"] = "state" });
        await AssertRefusedAsync("The provided starting key is invalid: The provided key element does not match the schema", () => _client.QueryAsync(query));
        query.ExclusiveStartKey = null;
        await AssertRefusedAsync("One or more parameter values were invalid: Secondary index byState does not project one or more filter attributes: [title]", () => _client.QueryAsync(query));

        var scan = new ScanRequest("Indexed") { IndexName = "byState", ConsistentRead = true, FilterExpression = "title =", ExclusiveStartKey = Key("k"), Segment = 1 };
        await AssertRefusedAsync(global, () => _client.ScanAsync(scan));
        (scan.ConsistentRead, scan.FilterExpression) = (false, null);
        await AssertRefusedAsync("The provided starting key is invalid: The provided key element does not match the schema", () => _client.ScanAsync(scan));
    }

    [Theory]
    [InlineData("x > x AND attribute_exists(other)", "Attribute name is a reserved keyword; reserved keyword: other")]
    [InlineData("x = :gone AND nothing(y)", "Invalid function name; function: nothing")]
    [InlineData("size(x, y) = z AND if_not_exists(x, y) = z", "The function is not allowed in a condition expression; function: if_not_exists")]
    [InlineData("nothing(x) AND attribute_exists(other)", "Invalid function name; function: nothing")]
    [InlineData("x = :gone AND y.other = z", "Attribute name is a reserved keyword; reserved keyword: other")]
    public async Task AnyOperation_NameThatNoExpressionMayHave_IsToldOfBeforeWhatItMeans(string condition, string reason) => await AssertRefusedAsync(
        $"Invalid ConditionExpression: {reason}", () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ConditionExpression = condition }));

    [Theory]
    [InlineData("SET x = if_not_exists(y, y), other = z", "Attribute name is a reserved keyword; reserved keyword: other")]
    [InlineData("SET x = :gone, y = size(z)", "The function is not allowed in an update expression; function: size")]
    public async Task UpdateItem_NameThatNoUpdateMayHave_IsToldOfBeforeWhatItMeans(string update, string reason) => await AssertRefusedAsync(
        $"Invalid UpdateExpression: {reason}", () => _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = Key("k"), UpdateExpression = update }));

    [Fact]
    public async Task AnyOperation_ExpressionThatDoesNotParse_IsRefusedAsThatFirst()
    {
        foreach (var (text, token, near) in new[] { ("contains(x, x) )", ")", ") )"), ("#gone ", "<EOF>", "#gone "), ("x = :gone AND", "<EOF>", "AND"), ("size(:id) > status and in", "in", "and in") })
        {
            await AssertRefusedAsync(
                $"Invalid ConditionExpression: Syntax error; token: \"{token}\", near: \"{near}\"",
                () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ConditionExpression = text }));
        }

        await AssertRefusedAsync(
            "Invalid UpdateExpression: Syntax error; token: \"<EOF>\", near: \"=\"",
            () => _client.UpdateItemAsync(new UpdateItemRequest { TableName = "Plain", Key = Key("k"), UpdateExpression = "SET x = nothing(:gone), y =" }));
    }

    [Fact]
    public async Task AnyOperation_ConditionalOperatorWithoutConditions_IsRefused()
    {
        const string message = "ConditionalOperator cannot be used without Filter or Expected";
        await AssertRefusedAsync(message, () => _client.ScanAsync(new ScanRequest("Plain") { ConditionalOperator = "OR" }));
        await AssertRefusedAsync(message, () => _client.QueryAsync(new QueryRequest("Sorted")
        {
            KeyConditions = new() { ["id"] = new() { ComparisonOperator = "EQ", AttributeValueList = [S("k")] } },
            ConditionalOperator = "AND",
        }));
        await AssertRefusedAsync(message, () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ConditionalOperator = "AND", Expected = [] }));
    }

    [Fact]
    public async Task UpdateItem_ItemThatGrowsTooLarge_IsRefused()
    {
        await _client.PutItemAsync("Plain", Item("k", new string('x', 300_000)));
        await AssertRefusedAsync(
            "Item size to update has exceeded the maximum allowed size",
            () => _client.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = "Plain",
                Key = Key("k"),
                UpdateExpression = "SET more = :more",
                ExpressionAttributeValues = new() { [":more"] = S(new string('y', 200_000)) },
            }));
        Assert.Equal(["id", "value"], (await _client.GetItemAsync("Plain", Key("k"))).Item.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task QueryAndScan_FilterThatDoesNotParse_IsRefusedByItsName()
    {
        var query = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _client.QueryAsync(Query(it => it.FilterExpression = "(")));
        var scan = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _client.ScanAsync(new ScanRequest("Plain") { FilterExpression = "(" }));

        Assert.StartsWith("Invalid FilterExpression: ", query.Message, StringComparison.Ordinal);
        Assert.StartsWith("Invalid FilterExpression: ", scan.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WithoutAKey_IsRefused()
    {
        const string missing = "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.";
        await AssertRefusedAsync(missing, () => _client.QueryAsync(new QueryRequest("Sorted")));
        await AssertRefusedAsync(missing, () => _client.QueryAsync(new QueryRequest("Sorted") { KeyConditions = [] }));
    }

    [Fact]
    public async Task QueryAndScan_OfAnIndexThatIsNotThere_AreRefused()
    {
        await AssertRefusedAsync("The table does not have the specified index: index", () => _client.QueryAsync(Query(it => it.IndexName = "index")));
        await AssertRefusedAsync("The table does not have the specified index: index", () => _client.ScanAsync(new ScanRequest("Plain") { IndexName = "index" }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task QueryAndScan_LimitBelowOne_IsRefused(int limit)
    {
        var message = $"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1";
        await AssertRefusedAsync(message, () => _client.QueryAsync(Query(it => it.Limit = limit)));
        await AssertRefusedAsync(message, () => _client.ScanAsync(new ScanRequest("Plain") { Limit = limit }));
    }

    [Theory]
    [InlineData("COUNT", "id", "Cannot specify the ProjectionExpression when choosing to get only the Count")]
    [InlineData("ALL_ATTRIBUTES", "id", "Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES")]
    [InlineData("SPECIFIC_ATTRIBUTES", null, "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES")]
    [InlineData("ALL_PROJECTED_ATTRIBUTES", null, "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")]
    [InlineData("EVERYTHING", null, "1 validation error detected: Value 'EVERYTHING' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]")]
    public async Task QueryAndScan_SelectThatContradicts_IsRefused(string select, string? projection, string message)
    {
        await AssertRefusedAsync(message, () => _client.QueryAsync(Query(it => (it.Select, it.ProjectionExpression) = (select, projection))));
        await AssertRefusedAsync(message, () => _client.ScanAsync(new ScanRequest("Plain") { Select = select, ProjectionExpression = projection }));
    }

    [Theory]
    [InlineData(null, 4, "The Segment parameter is required but was not present in the request when parameter TotalSegments is present")]
    [InlineData(0, null, "The TotalSegments parameter is required but was not present in the request when Segment parameter is present")]
    [InlineData(0, 0, "1 validation error detected: Value '0' at 'totalSegments' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData(-1, 4, "1 validation error detected: Value '-1' at 'segment' failed to satisfy constraint: Member must have value greater than or equal to 0")]
    [InlineData(4, 4, "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 4 is not less than TotalSegments: 4")]
    [InlineData(0, 1_000_001, "1 validation error detected: Value '1000001' at 'totalSegments' failed to satisfy constraint: Member must have value less than or equal to 1000000")]
    public async Task Scan_SegmentThatIsNone_IsRefused(int? segment, int? total, string message) => await AssertRefusedAsync(
        message,
        () => _client.ScanAsync(new ScanRequest("Plain") { Segment = segment, TotalSegments = total }));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(999_999, 1_000_000)]
    public async Task Scan_SegmentWithinTheBounds_IsAnswered(int segment, int total) =>
        Assert.Empty((await _client.ScanAsync(new ScanRequest("Plain") { Segment = segment, TotalSegments = total })).Items);

    [Fact]
    public async Task AnyOperation_TableThatIsNotThere_IsRefused()
    {
        await AssertRefusedAsync(
            "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null",
            () => _client.GetItemAsync(new GetItemRequest { Key = Key("k") }));
        await AssertRefusedAsync("Requested resource not found", () => _client.ScanAsync(new ScanRequest("Nowhere")), "ResourceNotFoundException");
    }

    [Fact]
    public async Task AnyOperation_RefusedForAnotherReason_HasAConstantText()
    {
        var tooMany = string.Join(" & ", Enumerable.Range(0, 9).Select(i => $"client(c{i})"));
        await AssertRefusedAsync(
            "the activation's label has too many parts for the store", () => _store.PutAsync(tooMany, "k", "v"), "LabelTooComplexException");
        await AssertRefusedAsync("ListBackups is not supported by the faceted store", () => _client.ListBackupsAsync(new ListBackupsRequest()), "NotSupportedException");
        await AssertRefusedAsync(
            "The conditional request failed",
            () => _client.PutItemAsync(new PutItemRequest("Plain", Item("k", "v")) { ConditionExpression = "attribute_exists(id)" }),
            "ConditionalCheckFailedException");
    }

    private static async Task AssertRefusedAsync(string message, Func<Task> act, string code = "ValidationException")
    {
        var refused = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(act);
        Assert.Equal(
            (message, code, ErrorType.Sender, HttpStatusCode.BadRequest, ""),
            (refused.Message, refused.ErrorCode, refused.ErrorType, refused.StatusCode, refused.RequestId));
    }

    private static QueryRequest Query(Action<QueryRequest> change)
    {
        var query = new QueryRequest("Sorted") { KeyConditionExpression = "id = :id", ExpressionAttributeValues = new() { [":id"] = S("k") } };
        change(query);
        return query;
    }

    private static Dictionary<string, Condition> Exists(string attribute) => new() { [attribute] = new() { ComparisonOperator = "NOT_NULL" } };

    private static KeysAndAttributes Keys(int from, int count) => new() { Keys = [.. Enumerable.Range(from, count).Select(i => Key($"k{i}"))] };

    private static List<WriteRequest> Puts(int from, int count) => [.. Enumerable.Range(from, count).Select(i => new WriteRequest(new PutRequest(Item($"k{i}", "v"))))];

    private static KeysAndAttributes Sorted(KeysAndAttributes keys)
    {
        keys.Keys.ForEach(key => key["at"] = N(1));
        return keys;
    }

    private static List<WriteRequest> Sorted(List<WriteRequest> writes)
    {
        writes.ForEach(write => write.PutRequest.Item["at"] = N(1));
        return writes;
    }
}
