using System.Net;
using System.Text;

namespace Trapeze.LocalServers.Network;

/// <summary>An answer that the server has not given, in DynamoDB's form.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
public sealed record WireAnswer(HttpStatusCode Status, byte[] Body)
{
    public const string ContentType = "application/x-amz-json-1.0";

    public static WireAnswer Throttled { get; } = Of(HttpStatusCode.BadRequest, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", "too many at once");

    public static WireAnswer Failed { get; } = Of(HttpStatusCode.InternalServerError, "com.amazon.coral.service#InternalFailure", "failed");

    private static WireAnswer Of(HttpStatusCode status, string type, string message) =>
        new(status, Encoding.UTF8.GetBytes($$"""{"__type":"{{type}}","message":"{{message}}"}"""));
}
