using System.Globalization;
using System.Text.Json.Nodes;

namespace Trapeze.LocalLambda.Queues;

/// <summary>How SQS, and Lambda after it, says a message.</summary>
internal static class SqsMessage
{
    /// <summary>The message as its receiver asked for it.</summary>
    internal static JsonObject Received(ReceivedMessage message, bool isFifo, IReadOnlyList<string> system, IReadOnlyList<string> own)
    {
        var made = new JsonObject { ["MessageId"] = message.Id, ["ReceiptHandle"] = message.Handle, ["Body"] = message.Sent.Body, ["MD5OfBody"] = MessageDigest.Of(message.Sent.Body) };
        var shown = SystemAttributes(message, isFifo).Where(entry => system.Any(name => name == "All" || name == entry.Key)).ToList();
        if (shown.Count > 0)
        {
            made["Attributes"] = new JsonObject(shown.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
        }

        var attributes = message.Sent.Attributes.Where(entry => own.Any(name => IsAsked(name, entry.Key))).ToDictionary(StringComparer.Ordinal);
        if (attributes.Count > 0)
        {
            made["MessageAttributes"] = new JsonObject(attributes.Select(entry => KeyValuePair.Create(
                entry.Key, (JsonNode?)new JsonObject { [entry.Value.IsBinary ? "BinaryValue" : "StringValue"] = entry.Value.Value, ["DataType"] = entry.Value.DataType })));
            made["MD5OfMessageAttributes"] = MessageDigest.Of(attributes);
        }

        return made;
    }

    /// <summary>The message as a record of Lambda's event.</summary>
    internal static JsonObject Record(ReceivedMessage message, Queue queue)
    {
        var attributes = new JsonObject(message.Sent.Attributes.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)new JsonObject
        {
            [entry.Value.IsBinary ? "binaryValue" : "stringValue"] = entry.Value.Value,
            ["stringListValues"] = new JsonArray(),
            ["binaryListValues"] = new JsonArray(),
            ["dataType"] = entry.Value.DataType,
        })));
        return new JsonObject
        {
            ["messageId"] = message.Id,
            ["receiptHandle"] = message.Handle,
            ["body"] = message.Sent.Body,
            ["attributes"] = new JsonObject(SystemAttributes(message, queue.IsFifo).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
            ["messageAttributes"] = attributes,
            ["md5OfBody"] = MessageDigest.Of(message.Sent.Body),
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = queue.Arn,
            ["awsRegion"] = LocalNames.Region,
        };
    }

    private static Dictionary<string, string> SystemAttributes(ReceivedMessage message, bool isFifo)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ApproximateReceiveCount"] = message.Receives.ToString(CultureInfo.InvariantCulture),
            ["SentTimestamp"] = Clock(message.SentAt),
            ["SenderId"] = $"AROALOCAL:{LocalNames.Account}",
            ["ApproximateFirstReceiveTimestamp"] = Clock(message.FirstReceived),
        };
        if (isFifo)
        {
            attributes["MessageGroupId"] = message.Sent.Group ?? "";
            attributes["MessageDeduplicationId"] = message.Sent.Deduplication ?? "";
            attributes["SequenceNumber"] = message.Sequence.ToString("d20", CultureInfo.InvariantCulture);
        }

        return attributes;
    }

    private static bool IsAsked(string asked, string name) =>
        asked is "All" or ".*" || asked == name || (asked.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(asked[..^2], StringComparison.Ordinal));

    private static string Clock(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
