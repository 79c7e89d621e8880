using System.Collections.Immutable;
using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Policy.Sources;

namespace Trapeze.Shim.Sources.Shapes;

/// <summary>Messages of SQS: of a source of the policy, of a function's own queue, or of a topic that feeds a queue.</summary>
/// <param name="prefix">What the names of functions' own queues begin with.</param>
internal sealed class SqsShape(string? prefix)
{
    private const string Fifo = ".fifo";

    internal SourceBatch? Read(ImmutableArray<JsonElement> records, FlowPolicy policy)
    {
        var queue = ShapeParts.ResourceOf(ShapeParts.OneArn(records, record => record.Text("eventSourceARN")), "sqs");
        var source = policy.Find(SourceKind.Sqs, queue);
        var function = OwnerOf(queue, policy);

        // A queue that is two things is neither.
        if (source is null == function is null)
        {
            return null;
        }

        var topic = source?.From is { } from ? policy.Sources[from] : null;
        return new SourceBatch(
            SourceKind.Sqs,
            ShapeParts.Distinct(records.Select(record => Read(record, queue, source, topic, function))));
    }

    private static SourceRecord Read(JsonElement record, string queue, SourcePolicy? source, SourcePolicy? topic, string? function)
    {
        record.Require("eventSource", "aws:sqs");
        var id = record.Text("messageId");
        var body = record.AnyText("body");
        var envelope = EnvelopeIn(record.GetProperty("messageAttributes"));
        if (topic is not null && envelope is null)
        {
            (envelope, body) = Unwrap(body, topic);
        }

        return new SourceRecord
        {
            Source = topic?.Id ?? source?.Id ?? $"function:{function}",
            Id = id,
            Lane = queue.EndsWith(Fifo, StringComparison.Ordinal) ? record.GetProperty("attributes").Text("MessageGroupId") : null,
            Envelope = envelope,
            Body = ShapeParts.Bytes(body),
            Delivered = id,
            Policy = source,
            Function = function,
        };
    }

    // A queue takes a topic's messages as they were published, or each in the topic's own JSON.
    private static (string? Envelope, string Body) Unwrap(string body, SourcePolicy topic)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("TopicArn", out _))
            {
                return (null, body);
            }

            root.Require("Type", "Notification");
            return string.Equals(ShapeParts.ResourceOf(root.Text("TopicArn"), "sns"), topic.Resource, StringComparison.Ordinal)
                ? (SnsShape.EnvelopeIn(root), root.AnyText("Message"))
                : ("", body);
        }
        catch (JsonException)
        {
            return (null, body);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // The message's sender wrote it, so it is no fault of the batch.
            return ("", body);
        }
    }

    private static string? EnvelopeIn(JsonElement attributes) =>
        !attributes.TryGetProperty(SnsShape.Attribute, out var attribute) ? null
        : attribute.Text("dataType") is "String" && attribute.TryGetProperty("stringValue", out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()
        : "";

    private string? OwnerOf(string queue, FlowPolicy policy) =>
        prefix is { Length: > 0 } && queue.StartsWith(prefix, StringComparison.Ordinal) && policy.Functions.ContainsKey(queue[prefix.Length..]) ? queue[prefix.Length..] : null;
}
