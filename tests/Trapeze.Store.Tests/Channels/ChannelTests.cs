using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.Channels.Worlds;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Channels;

/// <summary>The channels that a wrapper of DynamoDB has, a test for each row of the table in docs/store.md: what is hidden is not told, and would be told if it were not hidden.</summary>
public sealed class ChannelTests
{
    private const int Rows = 6;

    [Fact]
    public Task PresenceOfAKey_IsTheViews() => HideAsync(
        async other => await other.PutItemAsync("Sorted", Row(1, "theirs")),
        async client => await client.GetItemAsync("Sorted", KeyAt(1)),
        async client => await client.BatchGetItemAsync(new BatchGetItemRequest(new Dictionary<string, KeysAndAttributes> { ["Sorted"] = new() { Keys = [KeyAt(1), KeyAt(2)] } })),
        async client => await client.TransactGetItemsAsync(new TransactGetItemsRequest { TransactItems = [new() { Get = new() { TableName = "Sorted", Key = KeyAt(1) } }] }));

    [Fact]
    public Task ConditionalChecks_AreTestedOnTheView() => HideAsync(
        async other => await other.PutItemAsync("Sorted", Row(1, "theirs")),
        async client => await client.PutItemAsync(New(1)),
        async client => await client.PutItemAsync(New(1)),
        async client => await client.DeleteItemAsync(new DeleteItemRequest("Sorted", KeyAt(1)) { ConditionExpression = "#v = :mine", ExpressionAttributeNames = Name, ExpressionAttributeValues = Mine }),
        async client => await client.UpdateItemAsync(Update(1, "SET #v = :mine", "attribute_exists(#v)")),
        async client => await client.PutItemAsync(New(1)));

    [Fact]
    public Task ReturnValues_AreMadeFromTheView() => HideAsync(
        async other => await other.PutItemAsync("Sorted", Row(1, "theirs")),
        async client => await client.PutItemAsync(new PutItemRequest("Sorted", Row(1, "mine")) { ReturnValues = ReturnValue.ALL_OLD }),
        async client => await client.DeleteItemAsync(new DeleteItemRequest("Sorted", KeyAt(1)) { ReturnValues = ReturnValue.ALL_OLD }),
        async client => await client.PutItemAsync(Told(New(1))),
        async client => await client.UpdateItemAsync(Told(Update(1, "SET #v = if_not_exists(#v, :mine)", "attribute_not_exists(#w)"))),
        async client => await client.PutItemAsync(Told(New(1))));

    [Fact]
    public Task ConsumedCapacity_AndWhatElseComesWithIt_IsComputedFromTheView() => HideAsync(
        async other => await other.PutItemAsync("Sorted", Row(1, new string('t', 20_000))),
        async client => await client.GetItemAsync(new GetItemRequest("Sorted", KeyAt(1)) { ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES }),
        async client => await client.PutItemAsync(new PutItemRequest("Sorted", Row(1, "mine"))
        {
            ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES,
            ReturnItemCollectionMetrics = ReturnItemCollectionMetrics.SIZE,
        }),
        async client => await client.QueryAsync(Query(it => it.ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES)),
        async client => await client.DeleteItemAsync(new DeleteItemRequest("Sorted", KeyAt(1)) { ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL }));

    [Fact]
    public Task CountAndScannedCount_AreOfVisibleItems() => HideAsync(
        RowsAsync,
        async client => await client.QueryAsync(Query(it => it.Select = Select.COUNT)),
        async client => await client.PutItemAsync("Sorted", Row(3, "mine")),
        async client => await client.QueryAsync(Query(it => (it.FilterExpression, it.ExpressionAttributeNames) = ("attribute_exists(#v)", Name))),
        async client => await client.ScanAsync(new ScanRequest("Sorted") { FilterExpression = "attribute_not_exists(#v)", ExpressionAttributeNames = Name }));

    [Fact]
    public async Task LimitAndTheMegabyte_CountVisibleItems()
    {
        await HideAsync(
            RowsAsync,
            async client => await client.PutItemAsync("Sorted", Row(4, "mine")),
            async client => await client.PutItemAsync("Sorted", Row(7, "mine")),
            async client => await client.QueryAsync(Query(it => it.Limit = 1)),
            async client => await client.QueryAsync(Query(it => (it.Limit, it.ScanIndexForward) = (2, false))),
            async client => await client.ScanAsync(new ScanRequest("Sorted") { Limit = 2 }));
        await HideAsync(
            async other =>
            {
                for (var at = 0; at < 4; at++)
                {
                    await other.PutItemAsync("Sorted", Row(at, new string('t', 300_000)));
                }
            },
            async client => await client.PutItemAsync("Sorted", Row(9, "mine")),
            async client => await client.QueryAsync(Query(it => it.Select = Select.COUNT)));
    }

    [Fact]
    public Task LastEvaluatedKey_IsAVisibleKey() => HideAsync(
        RowsAsync,
        async client => await client.PutItemAsync("Sorted", Row(2, "mine")),
        async client => await client.PutItemAsync("Sorted", Row(9, "mine")),
        async client => await client.QueryAsync(Query(it => it.Limit = 1)),
        async client => await client.QueryAsync(Query(it => it.Limit = 3)),
        async client => await client.QueryAsync(Query(it => it.ExclusiveStartKey = KeyAt(2))),
        async client => await client.QueryAsync(Query(it => it.ExclusiveStartKey = KeyAt(3))),
        async client => await client.ScanAsync(new ScanRequest("Sorted") { Limit = 1 }));

    [Fact]
    public Task ItemsLimit_IsOfTheCallersOwnBytes() => HideAsync(
        async other => await other.PutItemAsync("Sorted", Row(1, new string('t', 380_000))),
        async client => await client.UpdateItemAsync(Update(1, "SET #w = :mine", null, new string('m', 300_000))),
        async client => await client.PutItemAsync("Sorted", Row(2, new string('m', 410_000))));

    [Fact]
    public async Task TransactionConflict_ThereIsNone()
    {
        var told = await HideAllAsync(
            async other => await other.TransactWriteItemsAsync(Transaction(Put(1, "theirs"), Put(2, "theirs"), Check(3, "attribute_not_exists(#v)"))),
            async client => await client.TransactWriteItemsAsync(Transaction(Put(1, "mine"), Put(2, "mine"))),
            async client => await client.TransactWriteItemsAsync(Transaction(Put(1, "mine"), Check(2, "attribute_exists(#v)"))));

        Assert.All(told, each => Assert.DoesNotContain("Conflict", each, StringComparison.Ordinal));
    }

    [Fact]
    public Task CancellationReasons_AreOfTheOwnView() => HideAsync(
        async other => await other.PutItemAsync("Sorted", Row(1, "theirs")),
        async client => await client.TransactWriteItemsAsync(Transaction(Check(1, "attribute_exists(#v)"), Put(2, "mine"), Check(3, "attribute_exists(#v)"))),
        async client => await client.TransactWriteItemsAsync(Transaction(Put(2, "mine"), Check(1, "attribute_not_exists(#v)"))),
        async client => await client.TransactWriteItemsAsync(Transaction(Check(2, "attribute_not_exists(#v)"), Check(1, "attribute_not_exists(#v)"))));

    [Fact]
    public Task RequestTokens_AreEachLabelsOwn() => HideAsync(
        async other =>
        {
            var request = Transaction(Put(1, "theirs"));
            request.ClientRequestToken = "the same";
            await other.TransactWriteItemsAsync(request);
        },
        async client =>
        {
            var request = Transaction(Check(1, "attribute_not_exists(#v)"), Put(2, "mine"));
            request.ClientRequestToken = "the same";
            return await client.TransactWriteItemsAsync(request);
        },
        async client => await client.GetItemAsync("Sorted", KeyAt(2)));

    [Fact]
    public async Task Conflicts_AndRetries_AreOfTheOwnLabelAlone()
    {
        // Each of the others always has a write under way while the client writes; what it is told is its own count.
        using var store = new TemporaryStore();
        using var stop = new CancellationTokenSource();
        var others = ((string[])["client(bob)", "owner", "audit"]).Select(label => Task.Run(async () =>
        {
            using var other = store.At(label);
            for (var round = 0; !stop.IsCancellationRequested; round++)
            {
                await other.UpdateItemAsync(Update(1, "SET #v = :mine", null, $"{round}"), CancellationToken.None);
            }
        })).ToList();
        using var client = store.At(Reader);
        for (var round = 1; round <= 20; round++)
        {
            var told = await client.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = "Sorted",
                Key = KeyAt(1),
                UpdateExpression = "ADD #v :one",
                ExpressionAttributeNames = Name,
                ExpressionAttributeValues = new() { [":one"] = N(1) },
                ReturnValues = ReturnValue.ALL_NEW,
            });
            Assert.Equal($"{round}", told.Attributes["v"].N);
        }

        await stop.CancelAsync();
        await Task.WhenAll(others);
    }

    [Fact]
    public Task TimeToLive_IsJudgedOnTheVisibleFacet() => HideAsync(
        async other => await other.PutItemAsync("Indexed", new(KeyAt(1)) { ["ends"] = N(1_000), ["state"] = S("theirs") }),
        async client => await client.GetItemAsync("Indexed", KeyAt(1)),
        async client => await client.PutItemAsync("Indexed", new(KeyAt(1)) { ["ends"] = new() { N = "99999999999" }, ["state"] = S("mine") }),
        async client => await client.GetItemAsync("Indexed", KeyAt(1)),
        async client => await client.ScanAsync(new ScanRequest("Indexed")));

    [Fact]
    public async Task Streams_AreNotGiven()
    {
        var told = await HideAllAsync(
            RowsAsync,
            async client => await client.DescribeTableAsync("Sorted"),
            async client => await client.UpdateTableAsync(new UpdateTableRequest { TableName = "Sorted", StreamSpecification = new() { StreamEnabled = true, StreamViewType = StreamViewType.NEW_IMAGE } }),
            async client => await client.EnableKinesisStreamingDestinationAsync(new EnableKinesisStreamingDestinationRequest { TableName = "Sorted", StreamArn = "arn:aws:kinesis:eu-central-1:123456789012:stream/s" }));

        Assert.Contains("\"LatestStreamArn\":null", told[0], StringComparison.Ordinal);
        Assert.All(told.Skip(1), each => Assert.Contains("NotSupportedException", each, StringComparison.Ordinal));
    }

    [Fact]
    public Task ErrorsAndTheirTexts_AreFunctionsOfTheView() => HideAsync(
        async other => await other.PutItemAsync("Sorted", Row(1, "theirs")),
        async client => await client.UpdateItemAsync(Update(1, "SET #v = list_append(#v, :mine)", null)),
        async client => await client.UpdateItemAsync(Update(1, "ADD #v :mine", null)),
        async client => await client.UpdateItemAsync(Update(1, "SET #v.inner = :mine", null)),
        async client => await client.UpdateItemAsync(Update(1, "SET #w = #v", null)),
        async client => await client.PutItemAsync(New(1)),
        async client => await client.GetItemAsync("Nothing", KeyAt(1)),
        async client => await client.QueryAsync(Query(it => it.IndexName = "none")));

    [Fact]
    public Task SecondaryIndexes_AreOfTheView() => HideAsync(
        async other => await other.PutItemAsync("Indexed", new(KeyAt(1)) { ["owner"] = S("o"), ["state"] = S("theirs"), ["rank"] = N(1) }),
        async client => await client.PutItemAsync("Indexed", new(KeyAt(2)) { ["owner"] = S("o"), ["state"] = S("mine"), ["rank"] = N(2) }),
        async client => await client.QueryAsync(new QueryRequest("Indexed") { IndexName = "byOwner", KeyConditionExpression = "#v = :mine", ExpressionAttributeNames = new() { ["#v"] = "owner" }, ExpressionAttributeValues = new() { [":mine"] = S("o") } }),
        async client => await client.ScanAsync(new ScanRequest("Indexed") { IndexName = "byState", Limit = 1 }),
        async client => await client.PutItemAsync("Indexed", new(KeyAt(1)) { ["owner"] = S("o"), ["state"] = S("mine"), ["rank"] = N(1) }),
        async client => await client.ScanAsync(new ScanRequest("Indexed") { IndexName = "byOwner", Select = Select.COUNT }),
        async client => await client.DeleteItemAsync("Indexed", KeyAt(1)),
        async client => await client.QueryAsync(new QueryRequest("Indexed") { IndexName = "byRank", KeyConditionExpression = "id = :mine", ExpressionAttributeValues = new() { [":mine"] = S("k") } }));

    [Fact]
    public Task Batches_AreDrained_AndDuplicatesAreOfTheRequest() => HideAsync(
        RowsAsync,
        async client => await client.BatchWriteItemAsync(new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>> { ["Sorted"] = [.. Enumerable.Range(4, 10).Select(at => new WriteRequest(new PutRequest(Row(at, "mine"))))] })),
        async client => await client.BatchGetItemAsync(new BatchGetItemRequest(new Dictionary<string, KeysAndAttributes> { ["Sorted"] = new() { Keys = [.. Enumerable.Range(0, 14).Select(KeyAt)] } })),
        async client => await client.BatchWriteItemAsync(new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>> { ["Sorted"] = [new(new PutRequest(Row(1, "mine"))), new(new DeleteRequest(KeyAt(1)))] })));

    [Fact]
    public async Task ScanOrderAndSegments_AreOfTheKeysAlone()
    {
        Step put = async client => await client.BatchWriteItemAsync(new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>> { ["Plain"] = [.. Enumerable.Range(0, 12).Select(at => new WriteRequest(new PutRequest(Item($"k{at}", "mine"))))] }));
        await HideAsync(
            async other =>
            {
                for (var at = 0; at < 12; at += 2)
                {
                    await other.PutItemAsync("Plain", Item($"l{at}", "theirs"));
                    await other.DeleteItemAsync("Plain", Key($"k{at}"));
                }
            },
            [put, async client => await client.ScanAsync(new ScanRequest("Plain")), .. Enumerable.Range(0, 3).Select(segment => (Step)(async client => await client.ScanAsync(new ScanRequest("Plain") { Segment = segment, TotalSegments = 3 })))]);
    }

    [Fact]
    public async Task DescriptionsOfTables_AreDeclarations()
    {
        var told = await HideAllAsync(
            RowsAsync,
            async client => await client.DescribeTableAsync("Sorted"),
            async client => await client.ListTablesAsync(new ListTablesRequest()),
            async client => await client.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = "Indexed" }),
            async client => await client.ExecuteStatementAsync(new ExecuteStatementRequest { Statement = "SELECT * FROM Sorted" }),
            async client => await client.ExportTableToPointInTimeAsync(new ExportTableToPointInTimeRequest { TableArn = "arn:x", S3Bucket = "bucket" }),
            async client => await client.CreateBackupAsync(new CreateBackupRequest { TableName = "Sorted", BackupName = "all" }));

        Assert.Contains("\"ItemCount\":null", told[0], StringComparison.Ordinal);
        Assert.All(told.Skip(3), each => Assert.Contains("NotSupportedException", each, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LabelsInUse_AreNeverTold()
    {
        var told = await HideAllAsync(
            RowsAsync,
            async client => await client.ListTablesAsync(new ListTablesRequest()),
            async client => await client.DescribeTableAsync("Sorted"),
            async client => await client.ScanAsync(new ScanRequest("Sorted")),
            async client => await client.PutItemAsync("Sorted", Row(1, "mine")),
            async client => await client.QueryAsync(Query(it => it.ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES)));

        Assert.All(told, each => Assert.DoesNotContain("client(", each, StringComparison.Ordinal));
        Assert.All(told, each => Assert.DoesNotContain("bob", each, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EventuallyConsistentReads_AreConsistent()
    {
        var told = await HideAllAsync(
            RowsAsync,
            async client => await client.PutItemAsync("Sorted", Row(1, "mine")),
            async client => await client.GetItemAsync(new GetItemRequest("Sorted", KeyAt(1)) { ConsistentRead = false }),
            async client => await client.QueryAsync(Query(it => it.ConsistentRead = false)),
            async client => await client.ScanAsync(new ScanRequest("Sorted") { ConsistentRead = false }));

        Assert.All(told.Skip(1), each => Assert.Contains("\"mine\"", each, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Name => new() { ["#v"] = "v" };

    private static Dictionary<string, AttributeValue> Mine => new() { [":mine"] = S("mine") };

    private static Dictionary<string, AttributeValue> KeyAt(int at) => new() { ["id"] = S("k"), ["at"] = N(at) };

    private static Dictionary<string, AttributeValue> Row(int at, string value) => new(KeyAt(at)) { ["v"] = S(value) };

    private static async Task RowsAsync(AmazonDynamoDBClient other)
    {
        for (var at = 0; at < Rows; at++)
        {
            await other.PutItemAsync("Sorted", Row(at, "theirs"));
        }

        await other.DeleteItemAsync("Sorted", KeyAt(Rows - 1));
    }

    private static PutItemRequest New(int at) => new("Sorted", Row(at, "mine")) { ConditionExpression = "attribute_not_exists(id)" };

    private static PutItemRequest Told(PutItemRequest request)
    {
        request.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        return request;
    }

    private static UpdateItemRequest Told(UpdateItemRequest request)
    {
        (request.ReturnValues, request.ReturnValuesOnConditionCheckFailure) = (ReturnValue.ALL_NEW, ReturnValuesOnConditionCheckFailure.ALL_OLD);
        return request;
    }

    private static UpdateItemRequest Update(int at, string update, string? condition, string value = "mine") => new()
    {
        TableName = "Sorted",
        Key = KeyAt(at),
        UpdateExpression = update,
        ConditionExpression = condition,
        ExpressionAttributeNames = new[] { ("#v", "v"), ("#w", "w") }.Where(name => $"{update} {condition}".Contains(name.Item1, StringComparison.Ordinal)).ToDictionary(),
        ExpressionAttributeValues = update.Contains(":mine", StringComparison.Ordinal) ? new() { [":mine"] = S(value) } : null,
    };

    private static QueryRequest Query(Action<QueryRequest> with)
    {
        var request = new QueryRequest("Sorted") { KeyConditionExpression = "id = :id", ExpressionAttributeValues = new() { [":id"] = S("k") } };
        with(request);
        return request;
    }

    private static TransactWriteItemsRequest Transaction(params TransactWriteItem[] actions) => new() { TransactItems = [.. actions] };

    private static TransactWriteItem Put(int at, string value) => new() { Put = new() { TableName = "Sorted", Item = Row(at, value) } };

    private static TransactWriteItem Check(int at, string condition) => new()
    {
        ConditionCheck = new()
        {
            TableName = "Sorted",
            Key = KeyAt(at),
            ConditionExpression = condition,
            ExpressionAttributeNames = Name,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        },
    };
}
