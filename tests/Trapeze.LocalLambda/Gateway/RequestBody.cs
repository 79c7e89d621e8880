using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Gateway;

/// <summary>A request's body in an event: text where its type says so, base64 otherwise.</summary>
internal static class RequestBody
{
    private static readonly string[] TextTypes = ["application/json", "application/javascript", "application/xml"];

    /// <summary>Puts body and <c>isBase64Encoded</c> into an event.</summary>
    internal static void Add(JsonObject made, RawRequest request, HttpShape shape)
    {
        if (request.Body.IsEmpty)
        {
            AddEmpty(made, shape);
            return;
        }

        var isText = shape != HttpShape.RestApi && IsText(request) && Utf8.IsValid(request.Body.Span);
        made["body"] = isText ? Encoding.UTF8.GetString(request.Body.Span) : Convert.ToBase64String(request.Body.Span);
        made["isBase64Encoded"] = !isText;
    }

    private static void AddEmpty(JsonObject made, HttpShape shape)
    {
        if (shape == HttpShape.RestApi)
        {
            made["body"] = null;
        }
        else if (shape is HttpShape.LoadBalancer or HttpShape.LoadBalancerMultiValue)
        {
            made["body"] = "";
        }

        made["isBase64Encoded"] = false;
    }

    // The REST API takes every type for binary here (`*/*`), as the deployment guide has it: without that it would break bytes that are no text.
    private static bool IsText(RawRequest request)
    {
        var type = request.Field("Content-Type")?.Split(';')[0].Trim() ?? "";
        return request.Field("Content-Encoding") is null
            && (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || TextTypes.Contains(type, StringComparer.OrdinalIgnoreCase));
    }
}
