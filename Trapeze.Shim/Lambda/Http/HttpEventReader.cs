using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Trapeze.Shim.Lambda.Http;

/// <summary>Reads requests out of events, in whichever form they come.</summary>
/// <remarks>Strict: what no gateway sends is refused, never guessed at. Does not throw.</remarks>
internal static class HttpEventReader
{
    private const int DeepestEvent = 64;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = DeepestEvent, AllowDuplicateProperties = false };

    /// <summary>Reads an event.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="request">The request; <see langword="null"/> if it is none, or cannot be read.</param>
    /// <returns>The form that it has; <see cref="EventShape.None"/> if it is not a request.</returns>
    internal static EventShape Read(ReadOnlyMemory<byte> payload, out HttpEvent? request)
    {
        request = null;
        try
        {
            using var document = JsonDocument.Parse(payload, Strict);
            var shape = ShapeOf(document.RootElement);
            if (shape != EventShape.None)
            {
                request = Read(document.RootElement, shape);
            }

            return shape;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // Not JSON, or text in it that is none.
            return EventShape.None;
        }
    }

    private static EventShape ShapeOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || Member(root, "requestContext") is not { ValueKind: JsonValueKind.Object } context)
        {
            return EventShape.None;
        }

        if (Text(root, "version") is "2.0" && Member(context, "http") is { ValueKind: JsonValueKind.Object })
        {
            return Text(context, "domainName")?.Contains(".lambda-url.", StringComparison.Ordinal) is true ? EventShape.FunctionUrl : EventShape.HttpApi;
        }

        if (Text(root, "httpMethod") is null)
        {
            return EventShape.None;
        }

        return Member(context, "elb") is null ? EventShape.RestApi
            : Member(root, "multiValueHeaders") is { ValueKind: JsonValueKind.Object } ? EventShape.LoadBalancerMultiValue
            : EventShape.LoadBalancer;
    }

    private static HttpEvent? Read(JsonElement root, EventShape shape)
    {
        var context = root.GetProperty("requestContext");
        var http = Member(context, "http");
        var (method, path, query, from) = shape switch
        {
            EventShape.HttpApi => (Text(http, "method"), HttpApiPath(root, context), RawQuery(root), Text(http, "sourceIp")),
            EventShape.FunctionUrl => (Text(http, "method"), RequestPath.Decode(Text(root, "rawPath") ?? ""), RawQuery(root), Text(http, "sourceIp")),
            EventShape.RestApi => (Text(root, "httpMethod"), RequestPath.Decode(Text(root, "path") ?? ""), Query(root, areEncoded: false), Text(Member(context, "identity"), "sourceIp")),
            _ => (Text(root, "httpMethod"), RequestPath.Decode(Text(root, "path") ?? ""), Query(root, areEncoded: true), null),
        };
        return method is not null && IsToken(method) && path is not null && query is not null && Headers(root) is { } headers && Body(root) is { } body
            ? new HttpEvent { Shape = shape, Method = method, Path = path, Query = query, Headers = Framed(headers, body), Body = body, From = Address(from) }
            : null;
    }

    private static string? HttpApiPath(JsonElement root, JsonElement context)
    {
        var path = Text(root, "rawPath") ?? "";
        var stage = Text(context, "stage");
        if (stage is not (null or "$default") && path.StartsWith('/' + stage, StringComparison.Ordinal) && (path.Length == stage.Length + 1 || path[stage.Length + 1] == '/'))
        {
            path = path.Length == stage.Length + 1 ? "/" : path[(stage.Length + 1)..];
        }

        return RequestPath.Normalize(path);
    }

    private static string? RawQuery(JsonElement root)
    {
        var query = Text(root, "rawQueryString") ?? "";
        return !RequestPath.IsQuery(query) ? null : query.Length == 0 ? "" : '?' + query;
    }

    private static string? Query(JsonElement root, bool areEncoded)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in Pairs(root, "multiValueQueryStringParameters", "queryStringParameters"))
        {
            query.Append(query.Length == 0 ? '?' : '&')
                .Append(areEncoded ? name : Uri.EscapeDataString(name)).Append('=').Append(areEncoded ? value : Uri.EscapeDataString(value));
        }

        return RequestPath.IsQuery(query.ToString()) ? query.ToString() : null;
    }

    private static HeaderDictionary? Headers(JsonElement root)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in Pairs(root, "multiValueHeaders", "headers"))
        {
            if (!IsToken(name) || !value.All(character => character is '\t' or (>= ' ' and not '\x7f')))
            {
                return null;
            }

            headers.Append(name, value.Trim());
        }

        if (Member(root, "cookies") is { ValueKind: JsonValueKind.Array } cookies)
        {
            var all = cookies.EnumerateArray().Select(cookie => cookie.GetString() ?? "").ToList();
            if (all.Exists(cookie => cookie.Any(char.IsControl)))
            {
                return null;
            }

            headers[HeaderNames.Cookie] = string.Join("; ", all);
        }

        return headers;
    }

    // Its length is what the body is now, however it was sent.
    private static HeaderDictionary Framed(HeaderDictionary headers, byte[] body)
    {
        headers.Remove(HeaderNames.TransferEncoding);
        if (body.Length > 0 || headers.ContainsKey(HeaderNames.ContentLength))
        {
            headers.ContentLength = body.Length;
        }

        return headers;
    }

    private static byte[]? Body(JsonElement root)
    {
        if (Member(root, "body") is not { ValueKind: not JsonValueKind.Null } body)
        {
            return [];
        }

        return Member(root, "isBase64Encoded") is { ValueKind: JsonValueKind.True } ? body.GetBytesFromBase64() : Encoding.UTF8.GetBytes(body.GetString()!);
    }

    // The first of the two that is there; of the other, everything is in it.
    private static IEnumerable<(string Name, string Value)> Pairs(JsonElement root, string many, string one)
    {
        if (Member(root, many) is { ValueKind: JsonValueKind.Object } lists)
        {
            foreach (var list in lists.EnumerateObject())
            {
                foreach (var value in list.Value.EnumerateArray())
                {
                    yield return (list.Name, value.GetString() ?? "");
                }
            }
        }
        else if (Member(root, one) is { ValueKind: JsonValueKind.Object } values)
        {
            foreach (var value in values.EnumerateObject())
            {
                yield return (value.Name, value.Value.GetString() ?? "");
            }
        }
    }

    private static bool IsToken(string name) => name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal));

    private static IPAddress? Address(string? text) => IPAddress.TryParse(text, out var address) ? address : null;

    private static JsonElement? Member(JsonElement? parent, string name) => parent is { ValueKind: JsonValueKind.Object } there && there.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? parent, string name) => Member(parent, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;
}
