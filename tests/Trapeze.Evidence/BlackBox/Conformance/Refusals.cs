using System.Globalization;

namespace Trapeze.Evidence.BlackBox.Conformance;

/// <summary>The constants that callers get instead of replies, byte for byte.</summary>
internal static class Refusals
{
    internal static string Reply { get; } = Of(403, "Forbidden", "refused:reply", "the policy does not let the reply out");

    internal static string Flow { get; } = Of(403, "Forbidden", "refused:flow", "the policy refuses a flow of the function");

    internal static string Fault { get; } = Of(500, "Internal Server Error", "fault", "the function failed");

    internal static string FlowBeforeTheStart { get; } = Of(403, "Forbidden", "refused:flow", "the policy refuses a flow of the function", hasActivation: false);

    internal static string Caller { get; } = Of(403, "Forbidden", "refused:caller", "the policy does not admit the caller", hasActivation: false);

    internal static string NoRule { get; } = Of(404, "Not Found", "no-rule", "the policy names no function for this request", hasActivation: false);

    internal static string TooLarge { get; } = Of(413, "Payload Too Large", "request-too-large", "the request body is too large", hasActivation: false);

    internal static string Upgrade { get; } = Of(501, "Not Implemented", "refused:upgrade", "upgrades are not guarded and therefore refused", hasActivation: false);

    internal static string Busy { get; } = Of(503, "Service Unavailable", "busy", "too many requests of this kind are running", hasActivation: false);

    internal static string Unauthorized { get; } = Of(401, "Unauthorized", "unauthorized", "the caller cannot be verified", hasActivation: false)
        .Replace("\r\n\r\n", "\r\nWWW-Authenticate: Bearer\r\n\r\n", StringComparison.Ordinal);

    internal static string Bad(int status, string reason) => Of(status, reason, "bad-request", "the request cannot be read");

    private static string Of(int status, string reason, string kind, string title, bool hasActivation = true)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $$"""{"type":"urn:trapeze:{{kind}}","title":"{{title}}","status":{{status}}}""");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {reason}\r\nContent-Length: {body.Length}\r\nContent-Type: application/problem+json\r\nDate: …\r\nServer: Kestrel\r\n{(hasActivation ? "Trapeze-Activation: …\r\n" : "")}\r\n{body}");
    }
}
