using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Tests.Aws;

namespace Trapeze.LocalLambda.Tests.Queues;

/// <summary>SQS by its protocol, on a clock that the test moves.</summary>
public sealed class SqsTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private LocalCloud _cloud = null!;
    private SignedClient _client = null!;

    public Task InitializeAsync() => StartAsync(new LocalQueue { Name = "q", VisibilityTimeout = TimeSpan.FromSeconds(30) }, new LocalQueue { Name = "dead" });

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Message_ComesAsItWasSent()
    {
        var sent = await CallAsync("SendMessage", new
        {
            QueueUrl = "q",
            MessageBody = "é",
            MessageAttributes = new { attribName1 = new { DataType = "String", StringValue = "attribValue 1" } },
        });
        var received = Assert.Single(await ReceiveAsync());

        Assert.Equal(sent["MessageId"]!.ToString(), received["MessageId"]!.ToString());
        Assert.Equal("é", received["Body"]!.ToString());
        Assert.Equal(sent["MD5OfMessageBody"]!.ToString(), received["MD5OfBody"]!.ToString());
        Assert.Equal("1", received["Attributes"]!["ApproximateReceiveCount"]!.ToString());
        Assert.Equal("attribValue 1", received["MessageAttributes"]!["attribName1"]!["StringValue"]!.ToString());
        Assert.Equal(sent["MD5OfMessageAttributes"]!.ToString(), received["MD5OfMessageAttributes"]!.ToString());
    }

    // The sums that SQS itself gives, as npm's aws-md5-of-message-attributes lists them.
    [Theory]
    [InlineData("attribName1", "String", "attribValue 1", "19e27d4e946b072f3f58da80d94fd778")]
    [InlineData("customNumberTypeAttrib", "Number.float", "4563442423554324324264524243.32543234", "9fe1b90bbd9965bdf77bac517c7d2495")]
    [InlineData("binaryAttribute", "Binary", "SGVsbG8gYmluYXJ5IHdvcmxkIQ==", "31a92b15d92f8db860eda32aceb656c3")]
    public async Task Attributes_HaveTheSumThatAwsGives(string name, string type, string value, string sum)
    {
        var attribute = new JsonObject { ["DataType"] = type, [type == "Binary" ? "BinaryValue" : "StringValue"] = value };
        var sent = await CallAsync("SendMessage", new { QueueUrl = "q", MessageBody = "hello", MessageAttributes = new JsonObject { [name] = attribute } });

        Assert.Equal(sum, sent["MD5OfMessageAttributes"]!.ToString());
        Assert.Equal("5d41402abc4b2a76b9719d911017c592", sent["MD5OfMessageBody"]!.ToString());
    }

    [Fact]
    public async Task Attributes_NotAskedFor_StayBehind()
    {
        await CallAsync("SendMessage", new { QueueUrl = "q", MessageBody = "1", MessageAttributes = new { a = new { DataType = "String", StringValue = "1" } } });
        var received = Assert.Single((await CallAsync("ReceiveMessage", new { QueueUrl = "q" }))["Messages"]!.AsArray())!;

        Assert.Null(received["MessageAttributes"]);
        Assert.Null(received["MD5OfMessageAttributes"]);
        Assert.Null(received["Attributes"]);
    }

    [Fact]
    public async Task Received_IsHidden_UntilItsTimeout()
    {
        await SendAsync("1");
        var first = Assert.Single(await ReceiveAsync());

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(await ReceiveAsync());
        Assert.Equal(new QueueCounts(0, 1, 0), _cloud.Counts("q"));
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = Assert.Single(await ReceiveAsync());

        Assert.Equal("2", second["Attributes"]!["ApproximateReceiveCount"]!.ToString());
        Assert.NotEqual(first["ReceiptHandle"]!.ToString(), second["ReceiptHandle"]!.ToString());
    }

    [Fact]
    public async Task Deleted_ComesNeverAgain_AndAnOldHandleDeletesNothing()
    {
        await SendAsync("1");
        var first = Assert.Single(await ReceiveAsync());
        _time.Advance(TimeSpan.FromSeconds(30));
        var second = Assert.Single(await ReceiveAsync());

        await CallAsync("DeleteMessage", new { QueueUrl = "q", ReceiptHandle = first["ReceiptHandle"]!.ToString() });
        Assert.Equal(1, _cloud.Counts("q").Total);
        await CallAsync("DeleteMessage", new { QueueUrl = "q", ReceiptHandle = second["ReceiptHandle"]!.ToString() });
        Assert.Equal(0, _cloud.Counts("q").Total);
    }

    [Fact]
    public async Task Visibility_IsChanged_OfWhatIsInFlight()
    {
        await SendAsync("1");
        var handle = Assert.Single(await ReceiveAsync())["ReceiptHandle"]!.ToString();

        await CallAsync("ChangeMessageVisibility", new { QueueUrl = "q", ReceiptHandle = handle, VisibilityTimeout = 0 });
        Assert.Equal((400, "MessageNotInflight"), await RefusedAsync("ChangeMessageVisibility", new { QueueUrl = "q", ReceiptHandle = handle, VisibilityTimeout = 0 }));
        Assert.Single(await ReceiveAsync());
    }

    [Fact]
    public async Task Delayed_ComesLater()
    {
        await CallAsync("SendMessage", new { QueueUrl = "q", MessageBody = "1", DelaySeconds = 600 });

        _time.Advance(TimeSpan.FromSeconds(599));
        Assert.Empty(await ReceiveAsync());
        Assert.Equal(new QueueCounts(0, 0, 1), _cloud.Counts("q"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await ReceiveAsync());
    }

    [Fact]
    public async Task LongPoll_EndsWithTheMessage()
    {
        var waiting = CallAsync("ReceiveMessage", new { QueueUrl = "q", WaitTimeSeconds = 20 });
        await SendAsync("1");

        Assert.Single((await waiting)["Messages"]!.AsArray());
    }

    [Fact]
    public async Task Redrive_TakesWhatWasReceivedTooOften()
    {
        await CallAsync("CreateQueue", new
        {
            QueueName = "r",
            Attributes = new { VisibilityTimeout = "1", RedrivePolicy = """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead","maxReceiveCount":"2"}""" },
        });
        await SendAsync("1", "r");
        for (var i = 0; i < 2; i++)
        {
            Assert.Single(await ReceiveAsync("r"));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(await ReceiveAsync("r"));
        Assert.Equal(["1"], _cloud.Messages("dead"));
        Assert.Equal(0, _cloud.Counts("r").Total);
    }

    [Fact]
    public async Task Batch_SaysWhatFailed()
    {
        var answer = await CallAsync("SendMessageBatch", new { QueueUrl = "q", Entries = new[] { new { Id = "a", MessageBody = "1" }, new { Id = "b", MessageBody = "" } } });

        Assert.Equal("a", Assert.Single(answer["Successful"]!.AsArray())!["Id"]!.ToString());
        Assert.Equal("b", Assert.Single(answer["Failed"]!.AsArray())!["Id"]!.ToString());
        Assert.Equal(["1"], _cloud.Messages("q"));
    }

    [Fact]
    public async Task Fifo_KeepsAGroupsOrder_AndHoldsItWhileOneIsInFlight()
    {
        await CallAsync("CreateQueue", new { QueueName = "q.fifo" });
        foreach (var (body, group) in ((string, string)[])[("1", "a"), ("2", "a"), ("3", "b"), ("3", "b")])
        {
            await CallAsync("SendMessage", new { QueueUrl = "q.fifo", MessageBody = body, MessageGroupId = group, MessageDeduplicationId = body });
        }

        var first = Assert.Single((await CallAsync("ReceiveMessage", new { QueueUrl = "q.fifo" }))["Messages"]!.AsArray())!;
        var second = await ReceiveAsync("q.fifo");
        await CallAsync("DeleteMessage", new { QueueUrl = "q.fifo", ReceiptHandle = first["ReceiptHandle"]!.ToString() });
        var third = await ReceiveAsync("q.fifo");

        Assert.Equal(("1", "3", "2"), (first["Body"]!.ToString(), Assert.Single(second)["Body"]!.ToString(), Assert.Single(third)["Body"]!.ToString()));
    }

    [Fact]
    public async Task Unruly_DeliversTwice_AndInAnyOrder_TheSameForASeed()
    {
        async Task<List<string>> RunAsync()
        {
            await DisposeAsync();
            _cloud = await LocalCloud.StartAsync(new LocalCloudOptions { Queues = [new LocalQueue { Name = "q" }], IsUnruly = true, Seed = 7, Time = _time });
            _client = new SignedClient(_cloud.AwsEndpoint);
            for (var i = 0; i < 50; i++)
            {
                await SendAsync($"{i}");
            }

            var got = new List<string>();
            while (await ReceiveAsync() is { Count: > 0 } messages)
            {
                got.AddRange(messages.Select(message => message["Body"]!.ToString()));
            }

            return got;
        }

        var bodies = await RunAsync();

        Assert.Equal(50, bodies.Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(bodies.Count, 51, 100);
        Assert.NotEqual(Enumerable.Range(0, 50).Select(number => $"{number}"), bodies.Distinct(StringComparer.Ordinal));
        Assert.Equal(bodies, await RunAsync());
    }

    [Theory]
    [InlineData("""{"QueueUrl":"none","MessageBody":"1"}""", "QueueDoesNotExist")]
    [InlineData("""{"QueueUrl":"q"}""", "MissingParameter")]
    [InlineData("""{"QueueUrl":"q","MessageBody":"\u0001"}""", "InvalidMessageContents")]
    [InlineData("""{"QueueUrl":"q","MessageBody":"1","DelaySeconds":901}""", "InvalidParameterValue")]
    [InlineData("""{"QueueUrl":"q","MessageBody":"1","MessageAttributes":{"a":{"DataType":"Odd","StringValue":"1"}}}""", "InvalidParameterValue")]
    [InlineData("""{"QueueUrl":"q","MessageBody":7}""", "SerializationException")]
    public async Task Send_OfWhatMayNotBe_IsRefused(string input, string type) => Assert.Equal((400, type), await RefusedAsync("SendMessage", JsonNode.Parse(input)!));

    private async Task StartAsync(params LocalQueue[] queues)
    {
        _cloud = await LocalCloud.StartAsync(new LocalCloudOptions { Queues = queues, Time = _time });
        _client = new SignedClient(_cloud.AwsEndpoint);
    }

    private Task<JsonNode> CallAsync(string operation, object input) => _client.CallAsync("sqs", $"AmazonSQS.{operation}", input);

    private Task<(int Status, string Type)> RefusedAsync(string operation, object input) => _client.RefusedAsync("sqs", $"AmazonSQS.{operation}", input);

    private Task SendAsync(string body, string queue = "q") => CallAsync("SendMessage", new { QueueUrl = $"http://x/123456789012/{queue}", MessageBody = body });

    private async Task<IReadOnlyList<JsonNode>> ReceiveAsync(string queue = "q") =>
        [.. (await CallAsync("ReceiveMessage", new { QueueUrl = queue, MaxNumberOfMessages = 10, MessageSystemAttributeNames = new[] { "All" }, MessageAttributeNames = new[] { "All" } }))["Messages"]?.AsArray().Select(message => message!) ?? []];
}
