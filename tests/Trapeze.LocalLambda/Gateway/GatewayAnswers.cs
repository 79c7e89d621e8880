using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Gateway;

/// <summary>What fronts say by themselves.</summary>
internal static class GatewayAnswers
{
    /// <summary>The function failed, or its answer cannot be understood.</summary>
    internal static RawAnswer Failed(HttpShape shape) => shape switch
    {
        HttpShape.HttpApi => RawAnswer.Json(500, """{"message":"Internal Server Error"}"""),
        HttpShape.RestApi => RawAnswer.Json(502, """{"message": "Internal server error"}"""),
        HttpShape.FunctionUrl => RawAnswer.Json(502, """{"Message":"Internal Server Error"}"""),
        _ => RawAnswer.Text(502, "Bad Gateway"),
    };

    internal static RawAnswer NoRoute(HttpShape shape) => shape switch
    {
        HttpShape.RestApi => RawAnswer.Json(403, """{"message":"Missing Authentication Token"}"""),
        HttpShape.HttpApi => RawAnswer.Json(404, """{"message":"Not Found"}"""),
        _ => RawAnswer.Text(404, "Not Found"),
    };

    internal static RawAnswer TooLate(HttpShape shape) => shape switch
    {
        HttpShape.HttpApi => RawAnswer.Json(503, """{"message":"Service Unavailable"}"""),
        HttpShape.RestApi => RawAnswer.Json(504, """{"message": "Endpoint request timed out"}"""),
        _ => RawAnswer.Text(504, "Gateway Timeout"),
    };

    internal static RawAnswer Throttled(HttpShape shape) => shape switch
    {
        HttpShape.HttpApi => RawAnswer.Json(503, """{"message":"Service Unavailable"}"""),
        HttpShape.RestApi => RawAnswer.Json(500, """{"message": "Internal server error"}"""),
        HttpShape.FunctionUrl => RawAnswer.Json(429, """{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}"""),
        _ => RawAnswer.Text(502, "Bad Gateway"),
    };

    internal static RawAnswer TooLarge(HttpShape shape) => shape switch
    {
        HttpShape.HttpApi or HttpShape.RestApi => RawAnswer.Json(413, """{"message":"Request Entity Too Large"}"""),
        _ => RawAnswer.Text(413, "Request Entity Too Large"),
    };
}
