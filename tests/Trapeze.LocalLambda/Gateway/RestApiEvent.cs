using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Gateway;

/// <summary>The proxy integration of REST APIs (payload 1.0): query decoded, names of headers as sent.</summary>
internal static class RestApiEvent
{
    internal static JsonObject Of(RawRequest request, EventContext context)
    {
        var resource = context.Match?.Resource ?? "/{proxy+}";
        var path = WireText.Read(request.Path);
        var headers = request.Fields.Where(field => !field.Is("Content-Length")).Select(field => (WireText.Read(field.Name), WireText.Read(field.Value))).ToList();
        var query = WireText.Pairs(request.Query).Select(pair => (WireText.Decode(pair.Key, isQuery: true), WireText.Decode(pair.Value, isQuery: true))).ToList();
        var parameters = context.Match?.Parameters.Select(parameter => (parameter.Key, WireText.Decode(parameter.Value, isQuery: false))).ToList();
        var made = new JsonObject
        {
            ["resource"] = resource,
            ["path"] = path,
            ["httpMethod"] = request.Method,
            ["headers"] = HttpEvents.Last(headers),
            ["multiValueHeaders"] = HttpEvents.All(headers),
            ["queryStringParameters"] = query.Count == 0 ? null : HttpEvents.Last(query),
            ["multiValueQueryStringParameters"] = query.Count == 0 ? null : HttpEvents.All(query),
            ["pathParameters"] = parameters is not { Count: > 0 } ? null : HttpEvents.Last(parameters),
            ["stageVariables"] = null,
            ["requestContext"] = Context(request, context, resource, path),
        };
        RequestBody.Add(made, request, context.Shape);
        return made;
    }

    private static JsonObject Context(RawRequest request, EventContext context, string resource, string path)
    {
        var host = WireText.Read(request.Field("Host") ?? "");
        return new JsonObject
        {
            ["resourceId"] = "local0",
            ["resourcePath"] = resource,
            ["httpMethod"] = request.Method,
            ["extendedRequestId"] = context.RequestId,
            ["requestTime"] = context.Clock,
            ["path"] = path,
            ["accountId"] = LocalNames.Account,
            ["protocol"] = "HTTP/1.1",
            ["stage"] = context.Stage,
            ["domainPrefix"] = host.Split('.')[0],
            ["requestTimeEpoch"] = context.Time.ToUnixTimeMilliseconds(),
            ["requestId"] = context.RequestId,
            ["identity"] = new JsonObject { ["sourceIp"] = EventContext.Client, ["userAgent"] = WireText.Read(request.Field("User-Agent") ?? "") },
            ["domainName"] = host,
            ["apiId"] = "local",
        };
    }
}
