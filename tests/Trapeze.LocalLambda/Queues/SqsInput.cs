using System.Globalization;
using System.Text;
using System.Text.Json;
using Trapeze.LocalLambda.Aws;

namespace Trapeze.LocalLambda.Queues;

/// <summary>Reads what requests to SQS say.</summary>
internal static class SqsInput
{
    private const int MostBytes = 1024 * 1024;
    private const int MostAttributes = 10;

    internal static string Text(JsonElement input, string name) => Optional(input, name) ?? throw new AwsException(400, "MissingParameter", $"The request must contain the parameter {name}.", "MissingParameter");

    internal static string? Optional(JsonElement input, string name) => input.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    internal static int? Number(JsonElement input, string name, int least, int most)
    {
        if (!input.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var number = value.GetInt32();
        return number >= least && number <= most
            ? number
            : throw AwsException.Invalid(string.Create(CultureInfo.InvariantCulture, $"Value {number} for parameter {name} is invalid. Reason: Must be between {least} and {most}."));
    }

    internal static TimeSpan? Seconds(JsonElement input, string name, int most) => Number(input, name, 0, most) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    internal static IReadOnlyList<string> Names(JsonElement input, string name) =>
        input.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    /// <summary>The queue's name, which is the end of its URL.</summary>
    internal static string QueueName(JsonElement input) => Text(input, "QueueUrl").Split('/')[^1];

    internal static NewMessage Message(JsonElement input, bool isFifo)
    {
        var body = Text(input, "MessageBody");
        var attributes = Attributes(input);
        if (body.Length == 0 || body.Any(character => character is < ' ' and not ('\t' or '\n' or '\r') or '\uFFFE' or '\uFFFF'))
        {
            throw new AwsException(400, "InvalidMessageContents", "Message must be shorter than its limit, not empty, and of XML's characters.");
        }

        if (Encoding.UTF8.GetByteCount(body) + attributes.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key + entry.Value.DataType + entry.Value.Value)) > MostBytes)
        {
            throw AwsException.Invalid($"One or more parameters are invalid. Reason: Message must be shorter than {MostBytes.ToString(CultureInfo.InvariantCulture)} bytes.");
        }

        var (group, deduplication) = (Optional(input, "MessageGroupId"), Optional(input, "MessageDeduplicationId"));
        return !isFifo || (group is not null && deduplication is not null)
            ? new NewMessage(body, attributes, Seconds(input, "DelaySeconds", 900), group, deduplication)
            : throw new AwsException(400, "MissingParameter", "The request must contain the parameters MessageGroupId and MessageDeduplicationId.");
    }

    private static Dictionary<string, MessageAttribute> Attributes(JsonElement input)
    {
        if (!input.TryGetProperty("MessageAttributes", out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return new Dictionary<string, MessageAttribute>(StringComparer.Ordinal);
        }

        var attributes = given.EnumerateObject().ToDictionary(entry => entry.Name, entry => Attribute(entry.Value), StringComparer.Ordinal);
        return attributes.Count <= MostAttributes
            ? attributes
            : throw AwsException.Invalid($"Number of message attributes [{attributes.Count.ToString(CultureInfo.InvariantCulture)}] exceeds the allowed maximum [{MostAttributes.ToString(CultureInfo.InvariantCulture)}].");
    }

    private static MessageAttribute Attribute(JsonElement value)
    {
        var type = Text(value, "DataType");
        var attribute = new MessageAttribute(type, Text(value, type.StartsWith("Binary", StringComparison.Ordinal) ? "BinaryValue" : "StringValue"));
        return attribute.Value.Length > 0 && type.Split('.')[0] is "String" or "Number" or "Binary"
            ? attribute
            : throw AwsException.Invalid("The message attribute has an invalid type, or no value.");
    }
}
