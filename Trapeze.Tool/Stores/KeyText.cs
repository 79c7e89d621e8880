using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Tool.Stores;

/// <summary>A key as text, as DynamoDB's own JSON has it: <c>{"id":{"S":"a"},"at":{"N":"1"}}</c>.</summary>
internal static class KeyText
{
    internal static string Of(IReadOnlyDictionary<string, AttributeValue> key) => JsonSerializer.Serialize(key.ToDictionary(
        each => each.Key,
        each => each.Value switch
        {
            { S: { } text } => new Dictionary<string, string>(StringComparer.Ordinal) { ["S"] = text },
            { N: { } number } => new Dictionary<string, string>(StringComparer.Ordinal) { ["N"] = number },
            var value => new Dictionary<string, string>(StringComparer.Ordinal) { ["B"] = Convert.ToBase64String(value.B.ToArray()) },
        },
        StringComparer.Ordinal));

    /// <exception cref="CommandException">It is no key.</exception>
    internal static Dictionary<string, AttributeValue> Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(text)!.ToDictionary(each => each.Key, each => Value(each.Value), StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            throw new CommandException($"`{text}` is no key, such as {{\"id\":{{\"S\":\"a\"}}}}");
        }
    }

    private static AttributeValue Value(Dictionary<string, string> typed) => typed switch
    {
        _ when typed.TryGetValue("S", out var text) => new() { S = text },
        _ when typed.TryGetValue("N", out var number) => new() { N = number },
        _ when typed.TryGetValue("B", out var bytes) => new() { B = new MemoryStream(Convert.FromBase64String(bytes)) },
        _ => throw new FormatException("neither S, N nor B"),
    };
}
