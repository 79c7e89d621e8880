using System.Text.Json;

namespace Trapeze.Shim.Aws;

/// <summary>Messages of SQS as they are sent.</summary>
internal static class SqsMessages
{
    /// <summary>The attribute that carries the envelope.</summary>
    internal const string Attribute = "Trapeze";

    private const string Text = "String";

    /// <summary>The longest that SQS keeps a message back.</summary>
    internal static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    /// <summary>What SQS counts of a message.</summary>
    internal static int Size(ReadOnlyMemory<byte> body, string envelope) => body.Length + Attribute.Length + Text.Length + envelope.Length;

    internal static AwsRequest Send(string queue, ReadOnlyMemory<byte> body, string envelope, TimeSpan delay) =>
        Of(queue, body, envelope, writer => writer.WriteNumber("DelaySeconds", (int)Math.Ceiling(delay.TotalSeconds)));

    /// <summary>To a FIFO queue, which keeps order within a group and takes an id once.</summary>
    internal static AwsRequest SendInOrder(string queue, ReadOnlyMemory<byte> body, string envelope, string group, string id) => Of(queue, body, envelope, writer =>
    {
        writer.WriteString("MessageGroupId", group);
        writer.WriteString("MessageDeduplicationId", id);
    });

    private static AwsRequest Of(string queue, ReadOnlyMemory<byte> body, string envelope, Action<Utf8JsonWriter> more)
    {
        var request = AwsRequest.Json("sqs", "1.0", "AmazonSQS.SendMessage", writer =>
        {
            writer.WriteString("QueueUrl", queue);
            writer.WriteString("MessageBody", body.Span);
            writer.WriteStartObject("MessageAttributes");
            writer.WriteStartObject(Attribute);
            writer.WriteString("DataType", Text);
            writer.WriteString("StringValue", envelope);
            writer.WriteEndObject();
            writer.WriteEndObject();
            more(writer);
        });
        return request with { Region = RegionOf(queue) };
    }

    // https://sqs.REGION.amazonaws.com/ACCOUNT/NAME
    private static string? RegionOf(string queue) =>
        Uri.TryCreate(queue, UriKind.Absolute, out var url) && url.Host.Split('.') is ["sqs", var region, "amazonaws", ..] ? region : null;
}
