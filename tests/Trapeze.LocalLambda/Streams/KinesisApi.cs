using System.Text.Json;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Aws;

namespace Trapeze.LocalLambda.Streams;

/// <summary>Kinesis, as far as putting records.</summary>
internal sealed class KinesisApi(Func<string, RecordStream?> streams) : IJsonService
{
    private const int MostRecords = 500;
    private const int MostBytes = 1024 * 1024;

    public string Target => "Kinesis_20131202.";

    public string Scope => "kinesis";

    public string Version => "1.1";

    public Task<JsonObject> AnswerAsync(string operation, JsonElement input, CancellationToken gone) => Task.FromResult(operation switch
    {
        "PutRecord" => Put(StreamOf(input), input),
        "PutRecords" => PutAll(StreamOf(input), [.. input.GetProperty("Records").EnumerateArray()]),
        _ => throw new AwsException(400, "UnknownOperationException", $"no `{operation}` here"),
    });

    private RecordStream StreamOf(JsonElement input)
    {
        var name = input.TryGetProperty("StreamName", out var given) ? given.GetString()! : input.GetProperty("StreamARN").GetString()!.Split('/')[^1];
        return streams($"kinesis:{name}") ?? throw new AwsException(400, "ResourceNotFoundException", $"Stream {name} under account {LocalNames.Account} not found.");
    }

    private static JsonObject PutAll(RecordStream stream, List<JsonElement> records) => records.Count is > 0 and <= MostRecords
        ? new JsonObject { ["FailedRecordCount"] = 0, ["Records"] = new JsonArray([.. records.Select(record => Put(stream, record))]) }
        : throw new AwsException(400, "ValidationException", "between 1 and 500 records");

    private static JsonObject Put(RecordStream stream, JsonElement input)
    {
        var data = input.GetProperty("Data").GetBytesFromBase64();
        if (data.Length > MostBytes || input.GetProperty("PartitionKey").GetString() is not { Length: > 0 and <= 256 } key)
        {
            throw new AwsException(400, "ValidationException", "a record has at most 1 MiB, and a key of 1 to 256 characters");
        }

        var (shard, record) = stream.Put(key, Convert.ToBase64String(data));
        return new JsonObject { ["ShardId"] = shard.Id, ["SequenceNumber"] = record.Sequence };
    }
}
