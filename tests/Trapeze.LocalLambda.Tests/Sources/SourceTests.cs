using System.Text;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Tests.Aws;

namespace Trapeze.LocalLambda.Tests.Sources;

/// <summary>The other sources: the event of each has the shape that AWS documents.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    private LocalCloud _cloud = null!;
    private AttachedInstance _instance = null!;
    private RuntimeClient _runtime = null!;
    private SignedClient _client = null!;

    public async Task InitializeAsync()
    {
        _cloud = await LocalCloud.StartAsync(new LocalCloudOptions
        {
            Functions = [new LocalFunction { Name = "f", Timeout = TimeSpan.FromMinutes(1) }],
            Queues = [new LocalQueue { Name = "q" }],
            Mappings = [new LocalMapping { Source = "dynamodb:price", Function = "f" }, new LocalMapping { Source = "kinesis:clicks", Function = "f" }],
            Subscriptions =
            [
                new LocalSubscription("sns:news", "f"), new LocalSubscription("sns:wrapped", "sqs:q"), new LocalSubscription("eventbridge:shop", "f"),
                new LocalSubscription("s3:uploads", "f"), new LocalSubscription("states:machine", "f"),
            ],
        });
        _instance = _cloud.Attach("f");
        _runtime = new RuntimeClient(_instance.RuntimeApi);
        _client = new SignedClient(_cloud.AwsEndpoint);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _runtime.Dispose();
        await _instance.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Topic_InvokesItsFunction()
    {
        var answer = await PublishAsync("news");
        var record = await RecordAsync();

        Assert.Contains("<MessageId>", answer.Body, StringComparison.Ordinal);
        Assert.Equal("aws:sns", record["EventSource"]!.ToString());
        Assert.Equal("hello & more", record["Sns"]!["Message"]!.ToString());
        Assert.Equal("arn:aws:sns:us-east-1:123456789012:news", record["Sns"]!["TopicArn"]!.ToString());
        Assert.Equal("""{"Type":"String","Value":"t"}""", record["Sns"]!["MessageAttributes"]!["Trapeze"]!.ToJsonString());
    }

    [Fact]
    public async Task Topic_ReachesAQueue_Wrapped()
    {
        await PublishAsync("wrapped");

        var body = JsonNode.Parse(Assert.Single(_cloud.Messages("q")))!;
        Assert.Equal(("Notification", "hello & more"), (body["Type"]!.ToString(), body["Message"]!.ToString()));
        Assert.Equal("t", body["MessageAttributes"]!["Trapeze"]!["Value"]!.ToString());
    }

    [Fact]
    public async Task Topic_ThatIsNotThere_IsRefused() => Assert.Equal(404, (await PublishAsync("none")).Status);

    [Fact]
    public async Task Bus_InvokesWhoWaitsForTheSource()
    {
        var entries = new[] { new { Source = "shop", DetailType = "sold", Detail = """{"a":1}""" }, new { Source = "else", DetailType = "sold", Detail = "{}" }, new { Source = "shop", DetailType = "sold", Detail = "no json" } };
        var answer = await _client.CallAsync("events", "AWSEvents.PutEvents", new { Entries = entries }, "1.1");
        var made = await PayloadAsync();

        Assert.Equal("1", answer["FailedEntryCount"]!.ToString());
        Assert.Equal("MalformedDetail", answer["Entries"]![2]!["ErrorCode"]!.ToString());
        Assert.Equal(("shop", "sold", """{"a":1}"""), (made["source"]!.ToString(), made["detail-type"]!.ToString(), made["detail"]!.ToJsonString()));
    }

    [Fact]
    public async Task Bucket_TellsOfAnObject_WhichIsThereByItsVersion()
    {
        await _client.SendAsync(SignedClient.Request(HttpMethod.Put, "/uploads/a%20b/c.txt", "s3", "one"u8.ToArray(), new Dictionary<string, string> { ["x-amz-meta-trapeze"] = "t" }));
        await _client.SendAsync(SignedClient.Request(HttpMethod.Put, "/uploads/a%20b/c.txt", "s3", "another"u8.ToArray(), new Dictionary<string, string>()));
        var records = new[] { await RecordAsync(), await RecordAsync() };
        var first = records.Single(record => record["s3"]!["object"]!["size"]!.ToString() == "3")["s3"]!;
        var got = await _client.SendAsync(SignedClient.Request(HttpMethod.Get, $"/uploads/a%20b/c.txt?versionId={first["object"]!["versionId"]}", "s3", [], new Dictionary<string, string>()));

        Assert.Equal(("uploads", "a+b/c.txt"), (first["bucket"]!["name"]!.ToString(), first["object"]!["key"]!.ToString()));
        Assert.Equal((200, "one", "t"), (got.Status, got.Body, got.Fields["x-amz-meta-trapeze"]));
    }

    [Fact]
    public async Task Machine_HandsItsInputOn_OnceForAName()
    {
        var start = new { stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:machine", name = "n", input = """{"trapeze":"t"}""" };
        var first = await _client.CallAsync("states", "AWSStepFunctions.StartExecution", start);
        var second = await _client.CallAsync("states", "AWSStepFunctions.StartExecution", start);
        var other = await _client.RefusedAsync("states", "AWSStepFunctions.StartExecution", new { start.stateMachineArn, start.name, input = "{}" });

        Assert.Equal(first["executionArn"]!.ToString(), second["executionArn"]!.ToString());
        Assert.Equal((400, "ExecutionAlreadyExists"), other);
        Assert.Equal("""{"trapeze":"t"}""", (await PayloadAsync()).ToJsonString());
        await PublishAsync("news");
        Assert.NotNull((await RecordAsync())["Sns"]);
    }

    [Fact]
    public async Task Table_TellsOfChanges()
    {
        _cloud.Change("price", "MODIFY", new JsonObject { ["Keys"] = new JsonObject { ["id"] = new JsonObject { ["S"] = "1" } }, ["NewImage"] = new JsonObject { ["id"] = new JsonObject { ["S"] = "1" } } });
        var record = await RecordAsync();

        Assert.Equal(("aws:dynamodb", "MODIFY"), (record["eventSource"]!.ToString(), record["eventName"]!.ToString()));
        Assert.Equal("""{"id":{"S":"1"}}""", record["dynamodb"]!["Keys"]!.ToJsonString());
        Assert.StartsWith("arn:aws:dynamodb:us-east-1:123456789012:table/price/stream/", record["eventSourceARN"]!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(record["dynamodb"]!["SequenceNumber"]);
    }

    [Fact]
    public async Task Stream_HandsRecordsOn()
    {
        var put = await _client.CallAsync("kinesis", "Kinesis_20131202.PutRecord", new { StreamName = "clicks", PartitionKey = "k", Data = "aGVsbG8=" }, "1.1");
        var record = await RecordAsync();

        Assert.Equal(("aws:kinesis", "aGVsbG8=", "k"), (record["eventSource"]!.ToString(), record["kinesis"]!["data"]!.ToString(), record["kinesis"]!["partitionKey"]!.ToString()));
        Assert.Equal(put["SequenceNumber"]!.ToString(), record["kinesis"]!["sequenceNumber"]!.ToString());
        Assert.Equal("arn:aws:kinesis:us-east-1:123456789012:stream/clicks", record["eventSourceARN"]!.ToString());
    }

    private Task<(int Status, string Body, IReadOnlyDictionary<string, string> Fields)> PublishAsync(string topic)
    {
        const string Attribute = "&MessageAttributes.entry.1.Name=Trapeze&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=t";
        var form = $"Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A123456789012%3A{topic}&Message=hello+%26+more{Attribute}";
        return _client.SendAsync(SignedClient.Request(
            HttpMethod.Post, "/", "sns", Encoding.UTF8.GetBytes(form), new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" }));
    }

    private async Task<JsonNode> RecordAsync() => Assert.Single((await PayloadAsync())["Records"]!.AsArray())!;

    // The function has answered, and asks for the next: what follows finds it done.
    private async Task<JsonNode> PayloadAsync()
    {
        var invocation = await _runtime.NextAsync();
        await _runtime.AnswerAsync(invocation.Id, "null");
        return JsonNode.Parse(invocation.Payload)!;
    }
}
