using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trapeze.Policy.Sources;
using Trapeze.Shim.Sources;
using Trapeze.Shim.Tests.Sources.Stage;

namespace Trapeze.Shim.Tests.Sources;

/// <summary>What AWS's events are read as, and that what is not as AWS sends it is none of them.</summary>
public sealed class SourceEventsTests : IAsyncLifetime
{
    private const string Envelope = "trapeze1.test.e30.signature";
    private readonly SourceStage _stage = new(serves: "do");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public void Sqs_IsReadByItsQueue()
    {
        var batch = _stage.Read(AwsEvents.Sqs("orders", [new Message("a", "{\"n\":1}", Envelope), new Message("b", "text")]));

        Assert.Equal(SourceKind.Sqs, batch.Kind);
        Assert.Equal(["sqs:orders a - {\"n\":1} trapeze1.test.e30.signature", "sqs:orders b - text none"], batch.Records.Select(Told));
    }

    [Fact]
    public void Sqs_Fifo_HasALaneForEachGroup()
    {
        var batch = _stage.Read(AwsEvents.Sqs("ordered.fifo", [new Message("a", "1", Group: "x"), new Message("b", "2", Group: "y"), new Message("c", "3", Group: "x")]));

        Assert.Equal(["x", "y", "x"], batch.Records.Select(record => record.Lane));
    }

    // Fair queues have groups too, and keep no order.
    [Fact]
    public void Sqs_Standard_HasNoLanes_ThoughItHasGroups() =>
        Assert.Null(Assert.Single(_stage.Read(AwsEvents.Sqs("orders", [new Message("a", "1", Group: "x")])).Records).Lane);

    [Fact]
    public void Sqs_OfAFunctionsOwnQueue_IsOfThatFunction() =>
        Assert.Equal("function:other a - 1 none", Told(Assert.Single(_stage.Read(AwsEvents.Sqs("own-other", [new Message("a", "1")])).Records)));

    [Fact]
    public void SnsInSqs_IsOfItsTopic_WrappedOrNot()
    {
        var wrapped = AwsEvents.SnsInSqs("news", new Message("a", "{\"n\":1}", Envelope));
        var batch = _stage.Read(AwsEvents.Sqs("heard", [new Message("w", wrapped), new Message("r", "{\"n\":2}", Envelope), new Message("p", "{\"n\":3}")]));

        Assert.Equal(
            ["sns:news w - {\"n\":1} trapeze1.test.e30.signature", "sns:news r - {\"n\":2} trapeze1.test.e30.signature", "sns:news p - {\"n\":3} none"], batch.Records.Select(Told));
    }

    [Theory]
    [InlineData("other topic")]
    [InlineData("no notification")]
    [InlineData("no message")]
    public void SnsInSqs_OfAnotherTopic_HasABadEnvelope(string wrong)
    {
        var wrapped = JsonNode.Parse(AwsEvents.SnsInSqs(wrong == "other topic" ? "gossip" : "news", new Message("a", "1")))!.AsObject();
        if (wrong == "no notification")
        {
            wrapped["Type"] = "SubscriptionConfirmation";
        }
        else if (wrong == "no message")
        {
            wrapped.Remove("Message");
        }

        Assert.Equal("", Assert.Single(_stage.Read(AwsEvents.Sqs("heard", [new Message("w", wrapped.ToJsonString())])).Records).Envelope);
    }

    [Fact]
    public void Sns_IsReadByItsTopic()
    {
        Assert.Equal("sns:news a - 1 trapeze1.test.e30.signature", Told(Assert.Single(_stage.Read(AwsEvents.Sns("news", new Message("a", "1", Envelope))).Records)));
        Assert.Equal("sns:news a - 1 none", Told(Assert.Single(_stage.Read(AwsEvents.Sns("news", new Message("a", "1"))).Records)));
    }

    [Fact]
    public void Kinesis_IsReadByItsStream_InTheOrderOfItsShard()
    {
        var batch = _stage.Read(AwsEvents.Kinesis("clicks", "shardId-000000000006", [new Message("4959", "{\"n\":1}", Envelope), new Message("4960", "not json")]));

        Assert.Equal(
            ["kinesis:clicks 4959 shardId-000000000006 {\"n\":1} trapeze1.test.e30.signature", "kinesis:clicks 4960 shardId-000000000006 not json none"], batch.Records.Select(Told));
    }

    [Fact]
    public void EventBridge_IsReadByItsSource()
    {
        Assert.Equal("eventbridge:shop a - {\"n\":1} trapeze1.test.e30.signature", Told(Assert.Single(_stage.Read(AwsEvents.EventBridge("com.shop", new Message("a", "{\"n\":1}", Envelope))).Records)));
        Assert.Equal("eventbridge:shop a - {\"n\":1} none", Told(Assert.Single(_stage.Read(AwsEvents.EventBridge("com.shop", new Message("a", "{\"n\":1}"))).Records)));
    }

    [Fact]
    public void S3_IsReadByItsBucket_AndItsKeyIsDecoded()
    {
        var record = Assert.Single(_stage.Read(AwsEvents.S3("uploads", "a+b%2Bc/%C3%BC.jpg", "v1")).Records);

        Assert.Equal(("s3:uploads", new StoredObject("uploads", "a b+c/ü.jpg", "v1"), null), (record.Source, record.Stored!, record.Envelope));
        using var body = JsonDocument.Parse(record.Body);
        Assert.Equal("a b+c/ü.jpg v1 ObjectCreated:Put 1305107", string.Join(' ', Texts(body.RootElement, "key", "versionId", "event", "size")));
    }

    [Fact]
    public void S3_OfWhatWasRemoved_HasABadEnvelope()
    {
        var record = Assert.Single(_stage.Read(AwsEvents.S3("uploads", "a", "v1", "ObjectRemoved:Delete")).Records);

        Assert.Equal(("", null), (record.Envelope, record.Stored));
    }

    [Theory]
    [InlineData("machine")]
    [InlineData($"arn:aws:states:us-east-1:{AwsEvents.Account}:stateMachine:machine")]
    public void Task_IsReadByItsMachine(string machine)
    {
        Assert.Equal("states:machine  - {\"n\":1} trapeze1.test.e30.signature", Told(Assert.Single(_stage.Read(AwsEvents.Task(machine, new Message("", "{\"n\":1}", Envelope))).Records)));
        Assert.Equal("states:machine  - {\"n\":1} none", Told(Assert.Single(_stage.Read(AwsEvents.Task(machine, new Message("", "{\"n\":1}"))).Records)));
    }

    [Fact]
    public void Invocation_IsOfTheFunctionThatIsServed()
    {
        Assert.Equal("invoke:invoked  - {\"n\":1} trapeze1.test.e30.signature", Told(Assert.Single(_stage.Read(AwsEvents.Invocation(new Message("", "{\"n\":1}", Envelope))).Records)));
        Assert.Equal("invoke:invoked  - {\"n\": 1} none", Told(Assert.Single(_stage.Read("{\"n\": 1}"u8.ToArray()).Records)));
    }

    [Fact]
    public async Task Invocation_OfAHostThatServesNobody_IsNone()
    {
        await using var all = new SourceStage();

        Assert.False(all.Reads("{\"n\":1}"u8.ToArray()));
    }

    // A body that is no text stands for itself, byte for byte.
    [Theory]
    [InlineData("""{"trapeze":"x","body": { "n" : 1.0 } }""", "x", "{ \"n\" : 1.0 }")]
    [InlineData("""{"trapeze":"x","body":"{ \"n\" : 1.0 }"}""", "x", "{ \"n\" : 1.0 }")]
    [InlineData("""{"trapeze":5,"body":1}""", "", "1")]
    [InlineData("""{"trapeze":null,"body":1}""", "", "1")]
    [InlineData("""{"trapeze":"x"}""", "", "{\"trapeze\":\"x\"}")]
    [InlineData("""{"body":1}""", null, "{\"body\":1}")]
    public void Wrapped_IsTakenApart(string data, string? envelope, string body)
    {
        var record = Assert.Single(_stage.Read(Encoding.UTF8.GetBytes(data)).Records);

        Assert.Equal((envelope, body), (record.Envelope, Encoding.UTF8.GetString(record.Body.Span)));
    }

    [Fact]
    public void Attribute_ThatIsNoText_IsABadEnvelope()
    {
        var invocation = Changed(AwsEvents.Sqs("orders", [new Message("a", "1", Envelope)]), root =>
        {
            var attribute = root["Records"]![0]!["messageAttributes"]!["Trapeze"]!.AsObject();
            attribute["dataType"] = "Binary";
        });

        Assert.Equal("", Assert.Single(_stage.Read(invocation).Records).Envelope);
    }

    [Fact]
    public void NoShape_IsNone()
    {
        foreach (var text in (string[])["", "{", "[]", "1", "\"a\"", "null", "{\"Records\":[]}", "{\"Records\":1}", "{\"Records\":[1]}", "{\"Records\":[{\"eventSource\":\"aws:mq\"}]}", "{\"a\":1,\"a\":2}", "\xff"])
        {
            Assert.False(_stage.Reads(Encoding.Latin1.GetBytes(text)) && text is not ("[]" or "1" or "\"a\"" or "null"), text);
        }
    }

    [Fact]
    public void Source_ThatThePolicyDoesNotName_IsNone()
    {
        var message = new Message("1", "1");

        Assert.False(_stage.Reads(AwsEvents.Sqs("order", [message])));
        Assert.False(_stage.Reads(AwsEvents.Sqs("own-nobody", [message])));
        Assert.False(_stage.Reads(AwsEvents.Sns("orders", message)));
        Assert.False(_stage.Reads(AwsEvents.Kinesis("news", "s", [message])));
        Assert.False(_stage.Reads(AwsEvents.EventBridge("com.shop.orders", new Message("1", "{}"))));
        Assert.False(_stage.Reads(AwsEvents.S3("upload", "k", null)));
        Assert.False(_stage.Reads(AwsEvents.Task("clicks", message)));
    }

    // What comes together comes from one place, and each has a name of its own.
    [Fact]
    public void Batch_OfTwoPlaces_OrOfOneNameTwice_IsNone()
    {
        var two = Changed(AwsEvents.Sqs("orders", [new Message("a", "1"), new Message("b", "1")]), root =>
            root["Records"]![1]!["eventSourceARN"] = $"arn:aws:sqs:us-east-2:{AwsEvents.Account}:open");

        Assert.False(_stage.Reads(two));
        Assert.False(_stage.Reads(AwsEvents.Sqs("orders", [new Message("a", "1"), new Message("a", "2")])));
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void Batch_UpToTheMost_IsRead(int count, bool isRead) =>
        Assert.Equal(isRead, _stage.Reads(Short(Enumerable.Range(0, count).Select(i => $"{i}"))));

    [Theory]
    [InlineData(SourceEvents.MaxBytes, true)]
    [InlineData(SourceEvents.MaxBytes + 1, false)]
    public void Invocation_UpToTheLongest_IsRead(int length, bool isRead)
    {
        var invocation = Short(["a"]);

        Assert.Equal(isRead, _stage.Reads([.. invocation, .. Enumerable.Repeat((byte)' ', length - invocation.Length)]));
    }

    [Fact]
    public void Invocation_ThatNestsTooDeep_IsNone() =>
        Assert.False(_stage.Reads(Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65))));

    [Theory]
    [InlineData("sqs", "Records/0/messageId")]
    [InlineData("sqs", "Records/0/body")]
    [InlineData("sqs", "Records/0/eventSourceARN")]
    [InlineData("sqs", "Records/0/messageAttributes")]
    [InlineData("fifo", "Records/0/attributes/MessageGroupId")]
    [InlineData("sns", "Records/0/Sns")]
    [InlineData("sns", "Records/0/Sns/TopicArn")]
    [InlineData("sns", "Records/0/Sns/Message")]
    [InlineData("sns", "Records/0/Sns/MessageId")]
    [InlineData("sns", "Records/0/Sns/Type")]
    [InlineData("kinesis", "Records/0/kinesis")]
    [InlineData("kinesis", "Records/0/kinesis/data")]
    [InlineData("kinesis", "Records/0/kinesis/sequenceNumber")]
    [InlineData("kinesis", "Records/0/eventID")]
    [InlineData("kinesis", "Records/0/eventSourceARN")]
    [InlineData("eventbridge", "id")]
    [InlineData("eventbridge", "source")]
    [InlineData("eventbridge", "version")]
    [InlineData("s3", "Records/0/eventName")]
    [InlineData("s3", "Records/0/s3/bucket/name")]
    [InlineData("s3", "Records/0/s3/object/key")]
    public void Part_ThatHasToBeThere_MakesItNoneIfItIsMissingOrElse(string shape, string path)
    {
        var invocation = Example(shape);
        var steps = path.Split('/');

        Assert.True(_stage.Reads(invocation));
        foreach (var value in (JsonNode?[])[null, new JsonObject(), new JsonArray(), JsonValue.Create(5), JsonValue.Create(true)])
        {
            Assert.False(_stage.Reads(Changed(invocation, root => Parent(root, steps)[steps[^1]] = value?.DeepClone())) && !(value is JsonObject && steps[^1] is "messageAttributes"), $"{path} as {value}");
        }

        Assert.False(_stage.Reads(Changed(invocation, root => Parent(root, steps).Remove(steps[^1]))), path);
    }

    internal static byte[] Example(string shape) => shape switch
    {
        "sqs" => AwsEvents.Sqs("open", [SourceStage.Plain("a"), SourceStage.Plain("b")]),
        "fifo" => AwsEvents.Sqs("ordered.fifo", [new Message("a", "1", Envelope, "x")]),
        "sns" => AwsEvents.Sns("news", SourceStage.Plain("a")),
        "kinesis" => AwsEvents.Kinesis("clicks", "shardId-000000000006", [SourceStage.Plain("a"), SourceStage.Plain("b")]),
        "eventbridge" => AwsEvents.EventBridge("com.shop", SourceStage.Plain("a")),
        "s3" => AwsEvents.S3("uploads", "a", "v1"),
        "states" => AwsEvents.Task("machine", SourceStage.Plain("a")),
        _ => AwsEvents.Invocation(SourceStage.Plain("a")),
    };

    private static JsonObject Parent(JsonObject root, string[] steps) =>
        steps[..^1].Aggregate((JsonNode)root, (node, step) => node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!).AsObject();

    private static byte[] Changed(byte[] invocation, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(invocation)!.AsObject();
        change(root);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    // As little as there has to be, so that ten thousand fit.
    private static byte[] Short(IEnumerable<string> ids) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Records = ids.Select(id => new { messageId = id, body = "1", attributes = new { }, messageAttributes = new { }, eventSource = "aws:sqs", eventSourceARN = $"arn:aws:sqs:us-east-2:{AwsEvents.Account}:open" }),
    });

    private static IEnumerable<string> Texts(JsonElement parent, params string[] names) => names.Select(name => parent.GetProperty(name).ToString());

    private static string Told(SourceRecord record) => $"{record.Source} {record.Id} {record.Lane ?? "-"} {Encoding.UTF8.GetString(record.Body.Span)} {record.Envelope ?? "none"}";
}
