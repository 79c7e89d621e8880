using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Tests.Aws;

namespace Trapeze.LocalLambda.Tests.Mappings;

/// <summary>A queue read for a function, which says what failed.</summary>
public sealed class QueueMappingTests
{
    [Fact]
    public async Task Batch_HasTheShapeThatAwsDocuments()
    {
        await using var cloud = await StartAsync(new LocalMapping { Source = "sqs:q", Function = "f" });
        using var client = new SignedClient(cloud.AwsEndpoint);
        await using var instance = cloud.Attach("f");
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        await client.CallAsync("sqs", "AmazonSQS.SendMessage", new { QueueUrl = "q", MessageBody = "hello", MessageAttributes = new { Trapeze = new { DataType = "String", StringValue = "t" } } });
        var invocation = await runtime.NextAsync();
        await runtime.AnswerAsync(invocation.Id, "null");

        var record = Assert.Single(JsonNode.Parse(invocation.Payload)!["Records"]!.AsArray())!;
        Assert.Equal("hello", record["body"]!.ToString());
        Assert.Equal("t", record["messageAttributes"]!["Trapeze"]!["stringValue"]!.ToString());
        Assert.Equal("String", record["messageAttributes"]!["Trapeze"]!["dataType"]!.ToString());
        Assert.Equal("1", record["attributes"]!["ApproximateReceiveCount"]!.ToString());
        Assert.Equal(("aws:sqs", "arn:aws:sqs:us-east-1:123456789012:q"), (record["eventSource"]!.ToString(), record["eventSourceARN"]!.ToString()));
        Assert.Equal("5d41402abc4b2a76b9719d911017c592", record["md5OfBody"]!.ToString());
        Assert.NotNull(record["messageId"]);
        Assert.NotNull(record["receiptHandle"]);
    }

    [Fact]
    public async Task Failed_ComesAgain_AndOnlyThat_UntilItIsSetAside()
    {
        var time = new ManualTime();
        await using var cloud = await StartAsync(new LocalMapping { Source = "sqs:q", Function = "f", MostAtOnce = 1 }, time);
        using var client = new SignedClient(cloud.AwsEndpoint);
        await using var instance = cloud.Attach("f");
        using var runtime = new RuntimeClient(instance.RuntimeApi);
        await client.CallAsync("sqs", "AmazonSQS.SendMessageBatch", new { QueueUrl = "q", Entries = Enumerable.Range(0, 10).Select(number => new { Id = $"i{number}", MessageBody = $"{number}" }) });

        // Odd numbers fail; each comes as often as it may.
        var seen = new List<string>();
        for (var expected = 10; seen.Count < 20; expected = 5)
        {
            for (var before = seen.Count; seen.Count < before + expected;)
            {
                var invocation = await runtime.NextAsync();
                var records = JsonNode.Parse(invocation.Payload)!["Records"]!.AsArray();
                seen.AddRange(records.Select(record => record!["body"]!.ToString()));
                var failed = records.Where(record => IsOdd(record!["body"]!.ToString())).Select(record => new JsonObject { ["itemIdentifier"] = record!["messageId"]!.ToString() });
                await runtime.AnswerAsync(invocation.Id, new JsonObject { ["batchItemFailures"] = new JsonArray([.. failed]) }.ToJsonString());
            }

            await UntilAsync(() => cloud.Counts("q").Total == 5);
            time.Advance(TimeSpan.FromSeconds(30));
        }

        await UntilAsync(() => cloud.Counts("q").Total == 0);
        Assert.Equal(["1", "3", "5", "7", "9"], cloud.Messages("dead").Order(StringComparer.Ordinal));
        Assert.All(seen.GroupBy(body => body, StringComparer.Ordinal), group => Assert.Equal(IsOdd(group.Key) ? 3 : 1, group.Count()));
    }

    [Fact]
    public async Task Window_GathersALargeBatch()
    {
        await using var cloud = await StartAsync(new LocalMapping { Source = "sqs:q", Function = "f", BatchSize = 1000, Window = TimeSpan.FromMinutes(5), MostAtOnce = 1 });
        using var client = new SignedClient(cloud.AwsEndpoint);
        await using var instance = cloud.Attach("f");
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        for (var i = 0; i < 100; i++)
        {
            await client.CallAsync("sqs", "AmazonSQS.SendMessageBatch", new { QueueUrl = "q", Entries = Enumerable.Range(0, 10).Select(number => new { Id = $"i{number}", MessageBody = "1" }) });
        }

        Assert.Equal(1000, JsonNode.Parse((await runtime.NextAsync()).Payload)!["Records"]!.AsArray().Count);
    }

    private static bool IsOdd(string number) => (number[0] - '0') % 2 == 1;

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Yield();
        }
    }

    private static Task<LocalCloud> StartAsync(LocalMapping mapping, TimeProvider? time = null) => LocalCloud.StartAsync(new LocalCloudOptions
    {
        Functions = [new LocalFunction { Name = "f", Timeout = TimeSpan.FromMinutes(1) }],
        Queues = [new LocalQueue { Name = "q", MostReceives = 3, DeadLetterQueue = "dead" }, new LocalQueue { Name = "dead" }],
        Mappings = [mapping],
        Time = time ?? TimeProvider.System,
    });
}
