using System.Text;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Tests.Aws;

namespace Trapeze.LocalLambda.Tests.Lambda;

/// <summary>Lambda's Invoke, waited for or not.</summary>
public sealed class LambdaApiTests : IAsyncLifetime
{
    private LocalCloud _cloud = null!;
    private AttachedInstance _instance = null!;
    private RuntimeClient _runtime = null!;
    private SignedClient _client = null!;

    public async Task InitializeAsync()
    {
        _cloud = await LocalCloud.StartAsync(new LocalCloudOptions
        {
            Functions = [new LocalFunction { Name = "f", Timeout = TimeSpan.FromMinutes(1), AsyncRetryDelay = TimeSpan.FromMilliseconds(1), DeadLetterQueue = "dead" }],
            Queues = [new LocalQueue { Name = "dead" }],
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
    public async Task Invoke_GivesTheAnswer()
    {
        var answer = InvokeAsync("RequestResponse", ("X-Amz-Client-Context", Convert.ToBase64String("""{"custom":{"a":"b"}}"""u8)));
        var invocation = await _runtime.NextAsync();
        await _runtime.AnswerAsync(invocation.Id, "2");

        Assert.Equal("""{"custom":{"a":"b"}}""", invocation.Fields["Lambda-Runtime-Client-Context"]);
        Assert.Equal((200, "2", invocation.Id), ((await answer).Status, (await answer).Body, (await answer).Fields["x-amzn-RequestId"]));
        Assert.DoesNotContain("X-Amz-Function-Error", (await answer).Fields.Keys);
    }

    [Fact]
    public async Task Invoke_OfAFunctionThatFails_SaysSo()
    {
        var answer = InvokeAsync("RequestResponse");
        await _runtime.FailAsync((await _runtime.NextAsync()).Id, """{"errorType":"E"}""");

        Assert.Equal((200, """{"errorType":"E"}""", "Unhandled"), ((await answer).Status, (await answer).Body, (await answer).Fields["X-Amz-Function-Error"]));
    }

    [Fact]
    public async Task Event_IsTaken_AndTriedThreeTimes_WithOneId()
    {
        var taken = await InvokeAsync("Event");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var invocation = await _runtime.NextAsync();
            ids.Add(invocation.Id);
            await _runtime.FailAsync(invocation.Id, """{"errorType":"E"}""");
        }

        var dead = await ReceiveAsync("dead");
        Assert.Equal((202, ""), (taken.Status, taken.Body));
        Assert.Equal(taken.Fields["x-amzn-RequestId"], Assert.Single(ids.Distinct(StringComparer.Ordinal)));
        Assert.Equal("1", dead["Body"]!.ToString());
        Assert.Equal(ids[0], dead["MessageAttributes"]!["RequestID"]!["StringValue"]!.ToString());
    }

    [Fact]
    public async Task Event_ThatSucceeds_IsDone()
    {
        await InvokeAsync("Event");
        await _runtime.AnswerAsync((await _runtime.NextAsync()).Id, "2");
        var other = InvokeAsync("RequestResponse");
        await _runtime.AnswerAsync((await _runtime.NextAsync()).Id, "3");

        Assert.Equal("3", (await other).Body);
        Assert.Equal(0, _cloud.Counts("dead").Total);
    }

    [Theory]
    [InlineData("none", "RequestResponse", "1", 404, "ResourceNotFoundException")]
    [InlineData("f", "Odd", "1", 400, "InvalidParameterValueException")]
    [InlineData("f", "RequestResponse", "no json", 400, "InvalidRequestContentException")]
    public async Task Invoke_OfWhatMayNotBe_IsRefused(string function, string type, string payload, int status, string error)
    {
        var answer = await _client.SendAsync(SignedClient.Request(
            HttpMethod.Post, $"/2015-03-31/functions/{function}/invocations", "lambda", Encoding.UTF8.GetBytes(payload), new Dictionary<string, string> { ["X-Amz-Invocation-Type"] = type }));

        Assert.Equal((status, error), (answer.Status, answer.Fields["x-amzn-ErrorType"]));
    }

    private Task<(int Status, string Body, IReadOnlyDictionary<string, string> Fields)> InvokeAsync(string type, params (string Name, string Value)[] fields) => _client.SendAsync(SignedClient.Request(
        HttpMethod.Post, "/2015-03-31/functions/f/invocations", "lambda", "1"u8.ToArray(), fields.Append(("X-Amz-Invocation-Type", type)).ToDictionary(StringComparer.Ordinal)));

    private async Task<JsonNode> ReceiveAsync(string queue) => Assert.Single(
        (await _client.CallAsync("sqs", "AmazonSQS.ReceiveMessage", new { QueueUrl = queue, WaitTimeSeconds = 20, MessageAttributeNames = new[] { "All" } }))["Messages"]!.AsArray())!;
}
