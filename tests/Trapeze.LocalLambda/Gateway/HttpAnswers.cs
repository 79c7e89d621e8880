using System.Globalization;
using System.Text;
using System.Text.Json;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Gateway;

/// <summary>Turns a function's answer into the client's.</summary>
public static class HttpAnswers
{
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    // What the REST API and function URLs give another name to, since they say it themselves.
    private static readonly string[] Remapped = ["Connection", "Date", "Server", "WWW-Authenticate"];
    private static readonly string[] Dropped = ["Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "TE", "Trailer", "Upgrade"];

    /// <summary>The answer that a front of this shape makes of a function's.</summary>
    public static RawAnswer Of(HttpShape shape, InvocationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.FunctionError is not null)
        {
            return GatewayAnswers.Failed(shape);
        }

        try
        {
            using var json = JsonDocument.Parse(result.Payload);
            var isPlain = shape is HttpShape.HttpApi or HttpShape.FunctionUrl && !(json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("statusCode", out _));
            return isPlain ? Plain(json.RootElement) : Shaped(shape, json.RootElement);
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return GatewayAnswers.Failed(shape);
        }
    }

    // Payload 2.0 takes an answer without a status for the body itself.
    private static RawAnswer Plain(JsonElement answer) =>
        RawAnswer.Json(200, answer.ValueKind == JsonValueKind.String ? answer.GetString()! : answer.GetRawText());

    private static RawAnswer Shaped(HttpShape shape, JsonElement answer)
    {
        var status = StatusOf(answer.GetProperty("statusCode"));
        var fields = Fields(shape, answer).Where(field => !Dropped.Contains(field.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        var body = Text(answer, "body") is { } text ? Flag(answer, "isBase64Encoded") ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text) : [];
        if (!fields.Exists(field => field.Is("Content-Type")) && DefaultType(shape) is { } type)
        {
            fields.Add(new HttpField("Content-Type", type));
        }

        return new RawAnswer(status, fields, body);
    }

    private static int StatusOf(JsonElement status)
    {
        var value = status.ValueKind == JsonValueKind.String ? int.Parse(status.GetString()!, CultureInfo.InvariantCulture) : status.GetInt32();
        return value is >= 200 and <= 599 ? value : throw new FormatException("no status");
    }

    private static IEnumerable<HttpField> Fields(HttpShape shape, JsonElement answer) => shape switch
    {
        HttpShape.LoadBalancer => Single(answer),
        HttpShape.LoadBalancerMultiValue => Multiple(answer),
        HttpShape.RestApi => Remap(Single(answer).ExceptBy(Multiple(answer).Select(field => field.Name), field => field.Name, StringComparer.OrdinalIgnoreCase).Concat(Multiple(answer))),
        HttpShape.FunctionUrl => Remap(Single(answer)).Concat(Cookies(answer)),
        _ => Single(answer).Concat(Cookies(answer)),
    };

    private static IEnumerable<HttpField> Single(JsonElement answer) =>
        Members(answer, "headers").Where(member => member.Value.ValueKind != JsonValueKind.Null).Select(member => Field(member.Name, member.Value));

    private static IEnumerable<HttpField> Multiple(JsonElement answer) =>
        Members(answer, "multiValueHeaders").SelectMany(member => member.Value.EnumerateArray().Select(value => Field(member.Name, value)));

    private static IEnumerable<HttpField> Cookies(JsonElement answer) =>
        Member(answer, "cookies") is { } cookies ? cookies.EnumerateArray().Select(cookie => Field("Set-Cookie", cookie)) : [];

    private static IEnumerable<HttpField> Remap(IEnumerable<HttpField> fields) =>
        fields.Select(field => Remapped.Contains(field.Name, StringComparer.OrdinalIgnoreCase) ? field with { Name = $"x-amzn-Remapped-{field.Name}" } : field);

    private static HttpField Field(string name, JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw new FormatException("no value of a header"),
        };
        var isToken = name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || TokenMarks.Contains(character, StringComparison.Ordinal));
        return isToken && !text.AsSpan().ContainsAny('\0', '\r', '\n') ? new HttpField(name, WireText.Write(text)) : throw new FormatException("no header");
    }

    private static IEnumerable<JsonProperty> Members(JsonElement answer, string name) => Member(answer, name) is { } member ? member.EnumerateObject() : [];

    private static string? Text(JsonElement answer, string name) => Member(answer, name)?.GetString();

    private static bool Flag(JsonElement answer, string name) => Member(answer, name)?.GetBoolean() == true;

    private static JsonElement? Member(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? DefaultType(HttpShape shape) => shape switch
    {
        HttpShape.HttpApi => "text/plain;charset=UTF-8",
        HttpShape.RestApi or HttpShape.FunctionUrl => "application/json",
        _ => null,
    };
}
