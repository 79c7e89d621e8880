using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Gateway;

/// <summary>Payload 2.0, of HTTP APIs and function URLs.</summary>
internal static class HttpApiEvent
{
    internal static JsonObject Of(RawRequest request, EventContext context)
    {
        var isUrl = context.Shape == HttpShape.FunctionUrl;
        var routeKey = isUrl ? "$default" : context.Match?.Route.Key ?? "$default";

        // An HTTP API decodes the path, and what was sent cannot be told from it any more; a function URL leaves it as it came.
        var path = isUrl ? WireText.Read(request.Path) : WireText.Decode(request.Path, isQuery: false);

        // A function URL leaves the cookies in the headers too; an HTTP API takes them out.
        var made = new JsonObject
        {
            ["version"] = "2.0",
            ["routeKey"] = routeKey,
            ["rawPath"] = path,
            ["rawQueryString"] = WireText.Read(request.Query),
            ["headers"] = Joined(request.Fields.Where(field => isUrl || !field.Is("Cookie")).Select(field => (WireText.Read(field.Name).ToLowerInvariant(), WireText.Read(field.Value)))),
        };
        var cookies = request.Fields.Where(field => field.Is("Cookie")).SelectMany(field => field.Value.Split(';')).Select(cookie => cookie.Trim()).Where(cookie => cookie.Length > 0).ToList();
        if (cookies.Count > 0)
        {
            made["cookies"] = new JsonArray([.. cookies.Select(cookie => JsonValue.Create(WireText.Read(cookie)))]);
        }

        if (request.Query.Length > 0)
        {
            made["queryStringParameters"] = Joined(WireText.Pairs(request.Query).Select(pair => (WireText.Decode(pair.Key, isQuery: true), WireText.Decode(pair.Value, isQuery: true))));
        }

        if (context.Match is { Parameters.Count: > 0 } match && !isUrl)
        {
            made["pathParameters"] = HttpEvents.Last(match.Parameters.Select(parameter => (parameter.Key, WireText.Decode(parameter.Value, isQuery: false))));
        }

        made["requestContext"] = Context(request, context, routeKey, path);
        RequestBody.Add(made, request, context.Shape);
        return made;
    }

    private static JsonObject Context(RawRequest request, EventContext context, string routeKey, string path)
    {
        var host = WireText.Read(request.Field("Host") ?? "");
        return new JsonObject
        {
            ["accountId"] = LocalNames.Account,
            ["apiId"] = "local",
            ["domainName"] = context.Shape == HttpShape.FunctionUrl ? $"local.lambda-url.{LocalNames.Region}.on.aws" : host,
            ["domainPrefix"] = context.Shape == HttpShape.FunctionUrl ? "local" : host.Split('.')[0],
            ["http"] = new JsonObject
            {
                ["method"] = request.Method,
                ["path"] = path,
                ["protocol"] = "HTTP/1.1",
                ["sourceIp"] = EventContext.Client,
                ["userAgent"] = WireText.Read(request.Field("User-Agent") ?? ""),
            },
            ["requestId"] = context.RequestId,
            ["routeKey"] = routeKey,
            ["stage"] = context.Stage,
            ["time"] = context.Clock,
            ["timeEpoch"] = context.Time.ToUnixTimeMilliseconds(),
        };
    }

    private static JsonObject Joined(IEnumerable<(string Name, string Value)> pairs) =>
        HttpEvents.Last(pairs.GroupBy(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal).Select(group => (group.Key, string.Join(',', group))));
}
