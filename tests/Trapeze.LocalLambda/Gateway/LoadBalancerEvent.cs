using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Gateway;

/// <summary>What an Application Load Balancer sends: path and query as they came, names of headers in lower case.</summary>
internal static class LoadBalancerEvent
{
    internal static JsonObject Of(RawRequest request, bool isMultiValue)
    {
        var headers = request.Fields.Select(field => (WireText.Read(field.Name).ToLowerInvariant(), WireText.Read(field.Value)));
        var query = WireText.Pairs(request.Query).Select(pair => (WireText.Read(pair.Key), WireText.Read(pair.Value)));
        var made = new JsonObject
        {
            ["requestContext"] = new JsonObject { ["elb"] = new JsonObject { ["targetGroupArn"] = LocalNames.Arn("elasticloadbalancing", "targetgroup/local/0000000000000000") } },
            ["httpMethod"] = request.Method,
            ["path"] = WireText.Read(request.Path),
            [isMultiValue ? "multiValueQueryStringParameters" : "queryStringParameters"] = isMultiValue ? HttpEvents.All(query) : HttpEvents.Last(query),
            [isMultiValue ? "multiValueHeaders" : "headers"] = isMultiValue ? HttpEvents.All(headers) : HttpEvents.Last(headers),
        };
        RequestBody.Add(made, request, isMultiValue ? HttpShape.LoadBalancerMultiValue : HttpShape.LoadBalancer);
        return made;
    }
}
