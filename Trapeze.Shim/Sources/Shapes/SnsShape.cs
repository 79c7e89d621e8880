using System.Collections.Immutable;
using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Policy.Sources;

namespace Trapeze.Shim.Sources.Shapes;

/// <summary>Messages that SNS invokes a function with.</summary>
internal static class SnsShape
{
    /// <summary>The message attribute that holds an envelope.</summary>
    internal const string Attribute = "Trapeze";

    internal static SourceBatch? Read(ImmutableArray<JsonElement> records, FlowPolicy policy)
    {
        var arn = ShapeParts.OneArn(records, record => record.GetProperty("Sns").Text("TopicArn"));
        return policy.Find(SourceKind.Sns, ShapeParts.ResourceOf(arn, "sns")) is { } source
            ? new SourceBatch(SourceKind.Sns, ShapeParts.Distinct(records.Select(record => Read(record, source))))
            : null;
    }

    /// <summary>The envelope among a message's attributes, in SNS's own JSON.</summary>
    internal static string? EnvelopeIn(JsonElement message) =>
        !message.TryGetProperty("MessageAttributes", out var attributes) || !attributes.TryGetProperty(Attribute, out var attribute) ? null
        : attribute.Text("Type") is "String" && attribute.TryGetProperty("Value", out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()
        : "";

    private static SourceRecord Read(JsonElement record, SourcePolicy source)
    {
        record.Require("EventSource", "aws:sns");
        var message = record.GetProperty("Sns");
        message.Require("Type", "Notification");
        var id = message.Text("MessageId");
        return new SourceRecord
        {
            Source = source.Id,
            Id = id,
            Envelope = EnvelopeIn(message),
            Body = ShapeParts.Bytes(message.AnyText("Message")),
            Delivered = id,
            Policy = source,
        };
    }
}
