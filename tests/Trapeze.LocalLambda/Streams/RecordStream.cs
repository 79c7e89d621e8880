using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Trapeze.LocalLambda.Streams;

/// <summary>A stream of Kinesis, or of a table: a record's key says which shard it goes to.</summary>
internal sealed class RecordStream
{
    private readonly LocalStream _options;
    private readonly TimeProvider _time;

    internal RecordStream(LocalStream options, TimeProvider time)
    {
        _options = options;
        _time = time;
        Shards = [.. Enumerable.Range(0, options.Shards).Select(number => new Shard(string.Create(CultureInfo.InvariantCulture, $"shardId-{number:d12}"), time))];
        Arn = IsKinesis ? LocalNames.Arn("kinesis", $"stream/{Name}") : LocalNames.Arn("dynamodb", $"table/{Name}/stream/2026-01-01T00:00:00.000");
    }

    internal IReadOnlyList<Shard> Shards { get; }

    internal string Arn { get; }

    internal bool IsKinesis => _options.Source.StartsWith("kinesis:", StringComparison.Ordinal);

    private string Name => _options.Source.Split(':', 2)[1];

    /// <summary>Puts a record into a stream of Kinesis.</summary>
    internal (Shard Shard, StreamRecord Record) Put(string partitionKey, string data)
    {
        var shard = ShardOf(partitionKey);
        var now = _time.GetUtcNow();
        return (shard, shard.Append(sequence => new JsonObject
        {
            ["kinesis"] = new JsonObject
            {
                ["kinesisSchemaVersion"] = "1.0",
                ["partitionKey"] = partitionKey,
                ["sequenceNumber"] = sequence,
                ["data"] = data,
                ["approximateArrivalTimestamp"] = now.ToUnixTimeMilliseconds() / 1000.0,
            },
            ["eventSource"] = "aws:kinesis",
            ["eventVersion"] = "1.0",
            ["eventID"] = $"{shard.Id}:{sequence}",
            ["eventName"] = "aws:kinesis:record",
            ["invokeIdentityArn"] = LocalNames.Arn("iam", "role/local"),
            ["awsRegion"] = LocalNames.Region,
            ["eventSourceARN"] = Arn,
        }));
    }

    /// <summary>Puts a change of an item into a table's stream.</summary>
    /// <param name="name"><c>INSERT</c>, <c>MODIFY</c> or <c>REMOVE</c>.</param>
    /// <param name="change">The members of <c>dynamodb</c>: keys and images.</param>
    internal StreamRecord Put(string name, JsonObject change)
    {
        var now = _time.GetUtcNow();
        return ShardOf(change["Keys"]!.ToJsonString()).Append(sequence =>
        {
            var made = (JsonObject)change.DeepClone();
            made["SequenceNumber"] = sequence;
            made["ApproximateCreationDateTime"] = now.ToUnixTimeSeconds();
            made["SizeBytes"] = made.ToJsonString().Length;
            made["StreamViewType"] = "NEW_AND_OLD_IMAGES";
            return new JsonObject
            {
                ["eventID"] = Guid.NewGuid().ToString("n"),
                ["eventName"] = name,
                ["eventVersion"] = "1.1",
                ["eventSource"] = "aws:dynamodb",
                ["awsRegion"] = LocalNames.Region,
                ["dynamodb"] = made,
                ["eventSourceARN"] = Arn,
            };
        });
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "It is Kinesis's, and protects nothing.")]
    private Shard ShardOf(string key)
    {
        var hash = new BigInteger(MD5.HashData(Encoding.UTF8.GetBytes(key)), isUnsigned: true, isBigEndian: true);
        return Shards[(int)(hash * Shards.Count >> 128)];
    }
}
