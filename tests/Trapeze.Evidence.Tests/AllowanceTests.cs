using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Evidence.Differential;
using Trapeze.Evidence.Differential.Allowances;
using Trapeze.Evidence.Differential.Answers;
using Trapeze.LocalServers;
using Trapeze.Store;
using Trapeze.Testing;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Trapeze.Evidence.Tests;

/// <summary>What an allowance explains it explains; an engine that is wrong in the same place it does not.</summary>
public sealed class AllowanceTests : IAsyncLifetime
{
    private const string Halves = "halves";
    private const string Locals = "locals";

    private static readonly IReadOnlyList<TableDefinition> Tables =
    [
        new(Halves, new("pk", ScalarAttributeType.S)) { Indexes = [new("both", new("a", ScalarAttributeType.S), new("b", ScalarAttributeType.S))] },
        new(Locals, new("pk", ScalarAttributeType.S), new("sk", ScalarAttributeType.S)) { Indexes = [new("by-a", null, new("a", ScalarAttributeType.S)) { Projects = ["shown"] }] },
    ];

    private DynamoDbLocal _server = null!;
    private AmazonDynamoDBClient _theirs = null!;
    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        if (DynamoDbLocalFolder.Missing is null)
        {
            _server = await DynamoDbLocal.StartAsync();
            _theirs = _server.CreateClient();
            _stage = await Stage.OpenAsync(_theirs, Tables);
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _stage.DisposeAsync();
            _theirs.Dispose();
            await _server.DisposeAsync();
        }
    }

    [DynamoDbLocalFact]
    public async Task OneOfABatchsFaults_OnlyBesideOneThatTheServerFindsToo()
    {
        var both = Batch(new() { ["pk"] = Number("1") }, Key("k", ("x", Number("none"))));
        await AssertAllowedAsync("one of a batch's faults", both);

        var keyIsRefused = (await _stage.AskAsync(both)).Ours;
        await AssertNotAllowedAsync(Batch(Key("j"), Key("k", ("x", Number("none")))), answers => answers with { Ours = keyIsRefused });
    }

    [DynamoDbLocalFact]
    public async Task UpdatesOfKeys_AreLookedAtLate_OnlyWhereTheyAreAndTheConditionFails()
    {
        await AssertAllowedAsync("updates of keys are looked at late", Update("SET pk = :v", "attribute_exists(a)"));

        var isRefused = (await _stage.AskAsync(Of(Update("SET pk = :v", "attribute_exists(a)")))).Ours;
        await AssertNotAllowedAsync(Update("SET c = :v", "attribute_exists(a)"), answers => answers with { Ours = isRefused });
        var conditionFails = (await _stage.AskAsync(Of(Update("SET pk = :v", "attribute_exists(a)")))).Theirs;
        await AssertNotAllowedAsync(Update("SET pk = :v", "attribute_not_exists(a)"), answers => answers with { Theirs = conditionFails });
    }

    [DynamoDbLocalFact]
    public async Task PlaceholdersForNothing_ComeLate_OnlyIfTheRestIsRefusedForTheSame()
    {
        var forNothing = new Put { TableName = Halves, Item = Key("j"), ExpressionAttributeNames = new() { ["#a"] = "b" } };
        var wrong = new Delete { TableName = Halves, Key = Key("k"), ConditionExpression = "a = = b" };
        await AssertAllowedAsync("placeholders for nothing come late", Transaction(new() { Put = forNothing }, new() { Delete = wrong }));

        var syntaxIsRefused = (await _stage.AskAsync(Of(Transaction(new() { Put = forNothing }, new() { Delete = wrong })))).Theirs;
        await AssertNotAllowedAsync(
            Transaction(new() { Put = forNothing }, new() { Delete = new() { TableName = Halves, Key = Key("k") } }), answers => answers with { Theirs = syntaxIsRefused });
    }

    [DynamoDbLocalFact]
    public async Task TablesThatThereAreNot_ComeLate_OnlyIfTheRestIsRefusedForTheSame()
    {
        var nowhere = new Delete { TableName = "nowhere", Key = Key("k") };
        var request = Transaction(Updated("SET c.d = :v"), new() { Delete = nowhere });
        await AssertAllowedAsync("tables that there are not come late", request);

        var pathIsRefused = (await _stage.AskAsync(Of(request))).Theirs;
        await AssertNotAllowedAsync(Transaction(Updated("SET c = :v"), new() { Delete = nowhere }), answers => answers with { Theirs = pathIsRefused });
    }

    [DynamoDbLocalFact]
    public async Task TokensBeforeTables_OnlyIfThereIsNoSuchTable()
    {
        TransactWriteItemsRequest Sent(string table) => new() { ClientRequestToken = "token", TransactItems = [new() { Delete = new() { TableName = table, Key = Key(table) } }] };
        Assert.Empty((await _stage.AskAsync(Of(Sent(Halves)))).Differing);
        await AssertAllowedAsync("tokens before keys", Sent("nowhere"));

        var isNotFound = (await _stage.AskAsync(Of(Sent("nowhere")))).Ours;
        var other = Sent(Halves);
        other.TransactItems[0].Delete.Key = Key("another");
        await AssertNotAllowedAsync(other, answers => answers with { Ours = isNotFound });
    }

    [DynamoDbLocalFact]
    public async Task OneTransactionInTwoWays_OnlyIfNothingButTheTextOfANumberDiffers()
    {
        TransactWriteItemsRequest Sent(string number, string token) =>
            new() { ClientRequestToken = token, TransactItems = [new() { Put = new() { TableName = Halves, Item = Key("numbers", ("n", Number(number))) } }] };
        Assert.Empty((await _stage.AskAsync(Of(Sent("1", "of-numbers")))).Differing);
        await AssertAllowedAsync("one transaction in two ways", Sent("1.0", "of-numbers"));

        var again = (await _stage.AskAsync(Of(Sent("1.0", "of-numbers")))).Ours;
        await AssertNotAllowedAsync(Sent("2", "of-numbers"), answers => answers with { Ours = again });
    }

    [DynamoDbLocalFact]
    public async Task KeysOfLocalIndexesInOldUpdates_AreAllowed_OnlyIfTheEngineFindsNothingWrong()
    {
        var request = new UpdateItemRequest
        {
            TableName = Locals,
            Key = new() { ["pk"] = new("k"), ["sk"] = new("s") },
            AttributeUpdates = new() { ["a"] = new(new() { SS = ["x"] }, AttributeAction.DELETE) },
        };
        var exchange = await _stage.AskAsync(Of(request));
        Assert.Equal("keys of local indexes in old updates", AllowanceList.Of(exchange)?.Name);

        var another = new Answer("ValidationException", Answering.Fields((Answer.Message, "Item size has exceeded the maximum allowed size")));
        Assert.Null(AllowanceList.Of(new Exchange(exchange.Operation, exchange.Theirs, another) { Tables = Tables }));
    }

    [DynamoDbLocalTheory]
    [InlineData("TOTAL")]
    [InlineData("INDEXES")]
    public async Task ProjectionsOfALocalIndex_Fetch_OnlyWhereTheIndexHasThemAndTheRestIsEqual(string counted)
    {
        await _stage.AskAsync(Of(new PutItemRequest(Locals, new() { ["pk"] = new("k"), ["sk"] = new("s"), ["a"] = new("a"), ["shown"] = new("x"), ["unshown"] = new("y") })));
        var query = new QueryRequest
        {
            TableName = Locals,
            IndexName = "by-a",
            KeyConditionExpression = "pk = :k",
            ExpressionAttributeValues = new() { [":k"] = new("k") },
            ProjectionExpression = "shown",
            ReturnConsumedCapacity = counted,
        };
        await AssertAllowedAsync("any projection of a local index fetches", query);
        await AssertNotAllowedAsync(query, answers => answers with { Ours = FewerUnits(answers.Ours) });

        // What fetches has to count it.
        var nothingFetched = (await _stage.AskAsync(Of(query))).InDetail!.Ours;
        query.ProjectionExpression = "unshown";
        query.ReturnConsumedCapacity = "INDEXES";
        var fetched = await _stage.AskAsync(Of(query));
        Assert.Empty(fetched.Differing);
        Assert.Null(fetched.Theirs.Error);
        var wrong = new Exchange(fetched.Operation, fetched.Theirs, fetched.Ours with { Fields = fetched.Ours.Fields.SetItem("ConsumedCapacity", nothingFetched.Fields["ConsumedCapacity"]) }) { Tables = Tables };
        Assert.Null(AllowanceList.Of(wrong with { InDetail = wrong }));
    }

    [DynamoDbLocalTheory]
    [InlineData("TOTAL")]
    [InlineData("INDEXES")]
    public async Task HalfKeysOfIndexes_Count_OnlyWhereOneIsBeforeAndTheOtherAfter(string counted)
    {
        PutItemRequest Put(params (string, AttributeValue)[] attributes) => new(Halves, Key("k", attributes)) { ReturnConsumedCapacity = counted };
        Assert.Empty((await _stage.AskAsync(Of(Put(("a", new("x")))))).Differing);
        var half = await _stage.AskAsync(Of(Put(("b", new("x")))));
        Assert.Equal("half keys of indexes count", AllowanceList.Of(half)?.Name);

        // An entry that is made and not counted by the engine would look the same.
        var entry = await _stage.AskAsync(Of(Put(("a", new("x")), ("b", new("x")))));
        Assert.Empty(entry.Differing);
        Assert.Null(AllowanceList.Of(new Exchange(entry.Operation, entry.Theirs, half.Ours) { Tables = Tables, Written = entry.Written }));
        Assert.Null(AllowanceList.Of(new Exchange(half.Operation, half.Theirs, half.Ours) { Tables = Tables }));
    }

    private static Answer FewerUnits(Answer answer) =>
        answer with { Fields = answer.Fields.SetItem("ConsumedCapacity", answer.Fields["ConsumedCapacity"].Replace(" 0.5 ", " 0 ", StringComparison.Ordinal)) };

    private static AttributeValue Number(string number) => new() { N = number };

    private static Item Key(string key, params (string Name, AttributeValue Value)[] attributes) =>
        new(attributes.Select(each => KeyValuePair.Create(each.Name, each.Value))) { ["pk"] = new(key) };

    private static Operation Batch(params Item[] items) => Of(new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>> { [Halves] = [.. items.Select(item => new WriteRequest(new PutRequest(item)))] }));

    private static UpdateItemRequest Update(string update, string condition) => new()
    {
        TableName = Halves,
        Key = Key("k"),
        UpdateExpression = update,
        ConditionExpression = condition,
        ExpressionAttributeValues = new() { [":v"] = new("x") },
    };

    private static TransactWriteItem Updated(string update) => new()
    {
        Update = new() { TableName = Halves, Key = Key("j"), UpdateExpression = update, ExpressionAttributeValues = new() { [":v"] = new("x") } },
    };

    private static TransactWriteItemsRequest Transaction(params TransactWriteItem[] actions) => new() { TransactItems = [.. actions] };

    private static Operation Of(AmazonWebServiceRequest request) => new("", request);

    private Task AssertAllowedAsync(string allowance, AmazonWebServiceRequest request) => AssertAllowedAsync(allowance, Of(request));

    private async Task AssertAllowedAsync(string allowance, Operation operation) => Assert.Equal(allowance, AllowanceList.Of(await _stage.AskAsync(operation))?.Name);

    private Task AssertNotAllowedAsync(AmazonWebServiceRequest request, Func<(Answer Theirs, Answer Ours), (Answer Theirs, Answer Ours)> wrong) => AssertNotAllowedAsync(Of(request), wrong);

    private async Task AssertNotAllowedAsync(Operation operation, Func<(Answer Theirs, Answer Ours), (Answer Theirs, Answer Ours)> wrong)
    {
        var exchange = await _stage.AskAsync(operation, wrong);
        Assert.NotEmpty(exchange.Differing);
        Assert.Null(AllowanceList.Of(exchange));
    }
}
