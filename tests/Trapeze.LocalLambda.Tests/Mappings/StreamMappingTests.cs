using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Tests.Aws;

namespace Trapeze.LocalLambda.Tests.Mappings;

/// <summary>A stream read for a function: in order, and nothing before what has failed.</summary>
public sealed class StreamMappingTests
{
    [Fact]
    public async Task Failed_HoldsItsShard_AndComesAgainWithAllBehindIt()
    {
        await using var cloud = await StartAsync(new LocalMapping { Source = "kinesis:s", Function = "f", BatchSize = 4, Window = TimeSpan.FromMinutes(5) });
        using var client = new SignedClient(cloud.AwsEndpoint);
        await using var instance = cloud.Attach("f");
        using var runtime = new RuntimeClient(instance.RuntimeApi);
        await PutAsync(client, 8);

        var batches = new List<string>
        {
            await HandAsync(runtime, failed: "2"),
            await HandAsync(runtime),
            await HandAsync(runtime),
        };

        Assert.Equal(["0123", "23", "4567"], batches);
    }

    [Fact]
    public async Task Bisected_FindsThePoison_WhichIsGivenUpAlone()
    {
        await using var cloud = await StartAsync(new LocalMapping { Source = "kinesis:s", Function = "f", BatchSize = 4, Window = TimeSpan.FromMinutes(5), Bisects = true, MostRetries = 1, ReportsFailures = false, OnFailure = "dead" });
        using var client = new SignedClient(cloud.AwsEndpoint);
        await using var instance = cloud.Attach("f");
        using var runtime = new RuntimeClient(instance.RuntimeApi);
        await PutAsync(client, 8);

        var batches = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            batches.Add(await HandAsync(runtime, poison: "1"));
        }

        Assert.Equal(["0123", "01", "0", "1", "1", "23", "4567"], batches);
        var told = JsonNode.Parse(Assert.Single(cloud.Messages("dead")))!["KinesisBatchInfo"]!;
        Assert.Equal("1", told["batchSize"]!.ToString());
    }

    [Fact]
    public async Task Shards_GoOnByThemselves()
    {
        await using var cloud = await StartAsync(new LocalMapping { Source = "kinesis:s", Function = "f", BatchSize = 1 }, shards: 4, concurrency: 4);
        using var client = new SignedClient(cloud.AwsEndpoint);
        await using var instance = cloud.Attach("f");
        using var runtime = new RuntimeClient(instance.RuntimeApi);
        var keys = Enumerable.Range(0, 64).Select(number => number.ToString(CultureInfo.InvariantCulture));
        var put = await client.CallAsync("kinesis", "Kinesis_20131202.PutRecords", new { StreamName = "s", Records = keys.Select(key => new { PartitionKey = key, Data = "MA==" }) }, "1.1");

        // One batch of each shard is under way at once, and no more.
        var first = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => runtime.NextAsync()));

        Assert.Equal(4, put["Records"]!.AsArray().Select(record => record!["ShardId"]!.ToString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(4, first.Select(invocation => JsonNode.Parse(invocation.Payload)!["Records"]![0]!["eventID"]!.ToString().Split(':')[0]).Distinct(StringComparer.Ordinal).Count());
    }

    private static Task<LocalCloud> StartAsync(LocalMapping mapping, int shards = 1, int concurrency = 1) => LocalCloud.StartAsync(new LocalCloudOptions
    {
        Functions = [new LocalFunction { Name = "f", Timeout = TimeSpan.FromMinutes(1), Concurrency = concurrency }],
        Queues = [new LocalQueue { Name = "dead" }],
        Streams = [new LocalStream("kinesis:s", shards)],
        Mappings = [mapping],
    });

    private static Task PutAsync(SignedClient client, int count) => client.CallAsync(
        "kinesis", "Kinesis_20131202.PutRecords", new { StreamName = "s", Records = Enumerable.Range(0, count).Select(number => new { PartitionKey = "k", Data = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{number}")) }) }, "1.1");

    // Serves one batch: what is named fails, and a batch with the poison fails as a whole.
    private static async Task<string> HandAsync(RuntimeClient runtime, string? failed = null, string? poison = null)
    {
        var invocation = await runtime.NextAsync();
        var records = JsonNode.Parse(invocation.Payload)!["Records"]!.AsArray().Select(record => record!["kinesis"]!)
            .ToDictionary(record => Encoding.UTF8.GetString(Convert.FromBase64String(record["data"]!.ToString())), record => record["sequenceNumber"]!.ToString(), StringComparer.Ordinal);
        if (poison is not null && records.ContainsKey(poison))
        {
            await runtime.FailAsync(invocation.Id, "{}");
        }
        else
        {
            var failures = failed is null ? [] : new JsonArray(new JsonObject { ["itemIdentifier"] = records[failed] });
            await runtime.AnswerAsync(invocation.Id, new JsonObject { ["batchItemFailures"] = failures }.ToJsonString());
        }

        return string.Concat(records.Keys);
    }
}
