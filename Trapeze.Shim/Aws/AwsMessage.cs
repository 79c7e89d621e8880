using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Trapeze.Policy.Channels;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Sources;

namespace Trapeze.Shim.Aws;

/// <summary>A message as its service takes it.</summary>
/// <remarks>
/// Queues and topics carry the envelope in an attribute, a bucket in the object's metadata; what the others take is <c>{ "trapeze": ENVELOPE, "body": TEXT }</c>, where the
/// text is the message's JSON: a service that writes JSON anew leaves it as it was signed.
/// </remarks>
internal sealed class AwsMessage(ChannelPolicy channel, FrozenMessage message, Envelope envelope, EnvelopeSeal seal)
{
    private const string Fifo = ".fifo";

    internal AwsRequest ToRequest() => channel.Kind switch
    {
        ChannelKind.Sqs => ToQueue(channel.Address!.ToString()),
        ChannelKind.Sns => ToTopic(channel.Target!),
        ChannelKind.Kinesis => ToStream(channel.Target!),
        ChannelKind.EventBridge => ToBus(channel.Target!),
        ChannelKind.StepFunctions => ToMachine(channel.Target!),
        ChannelKind.Lambda => ToFunction(channel.Target!),
        _ => ToBucket(channel.Target!, message.Key!),
    };

    private AwsRequest ToQueue(string queue)
    {
        var text = seal.Close(envelope, message.Body.Span);
        return queue.EndsWith(Fifo, StringComparison.Ordinal)
            ? SqsMessages.SendInOrder(queue, message.Body, text, message.Lane ?? envelope.MessageId, envelope.MessageId)
            : SqsMessages.Send(queue, message.Body, text, TimeSpan.Zero);
    }

    private AwsRequest ToTopic(string topic)
    {
        List<(string, string)> fields =
        [
            ("Action", "Publish"),
            ("Version", "2010-03-31"),
            ("TopicArn", topic),
            ("Message", Encoding.UTF8.GetString(message.Body.Span)),
            ("MessageAttributes.entry.1.Name", SqsMessages.Attribute),
            ("MessageAttributes.entry.1.Value.DataType", "String"),
            ("MessageAttributes.entry.1.Value.StringValue", seal.Close(envelope, message.Body.Span)),
        ];
        if (topic.EndsWith(Fifo, StringComparison.Ordinal))
        {
            fields.Add(("MessageGroupId", message.Lane ?? envelope.MessageId));
            fields.Add(("MessageDeduplicationId", envelope.MessageId));
        }

        return AwsRequest.Form("sns", fields) with { Region = RegionOf(topic) };
    }

    private AwsRequest ToStream(string stream)
    {
        var request = AwsRequest.Json("kinesis", "1.1", "Kinesis_20131202.PutRecord", writer =>
        {
            writer.WriteString(stream.StartsWith("arn:", StringComparison.Ordinal) ? "StreamARN" : "StreamName", stream);
            writer.WriteBase64String("Data", Wrapped());
            writer.WriteString("PartitionKey", message.Lane ?? envelope.MessageId);
        });
        return request with { Region = RegionOf(stream) };
    }

    private AwsRequest ToBus(string bus)
    {
        var request = AwsRequest.Json("events", "1.1", "AWSEvents.PutEvents", writer =>
        {
            writer.WriteStartArray("Entries");
            writer.WriteStartObject();
            writer.WriteString("EventBusName", bus);
            writer.WriteString("Source", AwsChannels.BusSource(channel.Name));
            writer.WriteString("DetailType", envelope.Event);
            writer.WriteString("Detail", Wrapped());
            writer.WriteEndObject();
            writer.WriteEndArray();
        });
        return request with { Region = RegionOf(bus) };
    }

    private AwsRequest ToMachine(string machine)
    {
        var request = AwsRequest.Json("states", "1.0", "AWSStepFunctions.StartExecution", writer =>
        {
            writer.WriteString("stateMachineArn", machine);
            writer.WriteString("name", envelope.MessageId);
            writer.WriteString("input", Wrapped());
        });
        return request with { Region = RegionOf(machine) };
    }

    private AwsRequest ToFunction(string function) =>
        new("lambda", HttpMethod.Post, $"/2015-03-31/functions/{Uri.EscapeDataString(function)}/invocations", Wrapped())
        {
            Fields = [("content-type", "application/json"), ("x-amz-invocation-type", "Event")],
            Region = RegionOf(function),
        };

    private AwsRequest ToBucket(string bucket, string key)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(message.Body.Span));
        return new AwsRequest("s3", HttpMethod.Put, AwsObjects.PathOf(key), message.Body)
        {
            Bucket = bucket,
            Fields =
            [
                ("content-type", "application/octet-stream"),
                (AwsObjects.Checksum, hash),
                (AwsObjects.Metadata, seal.Close(envelope, StoredObject.Body(bucket, key, hash))),
            ],
        };
    }

    private byte[] Wrapped()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("trapeze", seal.Close(envelope, message.Body.Span));
            writer.WriteString("body", message.Body.Span);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string? RegionOf(string target) => target.Split(':') is ["arn", _, _, { Length: > 0 } region, ..] ? region : null;
}
