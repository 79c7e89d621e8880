using System.Text;
using System.Text.Json;
using Trapeze.LocalLambda.Aws;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Lambda;

/// <summary>Lambda's own <c>Invoke</c>, waited for or not.</summary>
internal sealed class LambdaApi(LocalCloud cloud) : IHttpService
{
    private const int MostPayload = 6 * 1024 * 1024;
    private const int MostAsyncPayload = 1024 * 1024;

    public string Scope => "lambda";

    public bool Takes(RawRequest request) => request.Path.StartsWith("/2015-03-31/functions/", StringComparison.Ordinal);

    public async Task<RawAnswer> AnswerAsync(RawRequest request, CancellationToken gone)
    {
        if (request.Method != "POST" || request.Path.Split('/') is not ["", "2015-03-31", "functions", var named, "invocations"])
        {
            throw new AwsException(404, "ResourceNotFoundException", "no such operation here");
        }

        var function = WireText.Decode(named, isQuery: false).Split(':')[^1];
        var payload = request.Body.IsEmpty ? "{}"u8.ToArray() : request.Body;
        using (JsonDocument.Parse(payload))
        {
        }

        var options = new InvocationOptions { ClientContext = ContextOf(request), TenantId = request.Field("X-Amz-Tenant-Id") };
        try
        {
            return (request.Field("X-Amz-Invocation-Type") ?? "RequestResponse") switch
            {
                "RequestResponse" when payload.Length <= MostPayload => Answer(await cloud.InvokeAsync(function, payload, options, CancellationToken.None)),
                "Event" when payload.Length <= MostAsyncPayload => Taken(cloud.InvokeLater(function, payload, options)),
                "RequestResponse" or "Event" => throw new AwsException(413, "RequestTooLargeException", "Request must be smaller than its limit for the InvokeFunction operation"),
                "DryRun" => RawAnswer.Empty(204),
                _ => throw new AwsException(400, "InvalidParameterValueException", "no such type of invocation"),
            };
        }
        catch (InvocationRefusedException refused)
        {
            throw new AwsException(refused.Status, refused.Type, refused.Message);
        }
    }

    public RawAnswer Refuse(AwsException refused) =>
        RawAnswer.Json(refused.Status, JsonSerializer.Serialize(new { Type = "User", refused.Message }), new HttpField("x-amzn-ErrorType", refused.Type), new HttpField("x-amzn-RequestId", Guid.NewGuid().ToString()));

    private static RawAnswer Answer(InvocationResult result)
    {
        List<HttpField> fields = [new("Content-Type", "application/json"), new("x-amzn-RequestId", result.RequestId), new("X-Amz-Executed-Version", "$LATEST")];
        if (result.FunctionError is { } error)
        {
            fields.Add(new HttpField("X-Amz-Function-Error", error));
        }

        return new RawAnswer(200, fields, result.Payload);
    }

    private static RawAnswer Taken(string id) => new(202, [new HttpField("x-amzn-RequestId", id)], default);

    private static string? ContextOf(RawRequest request) =>
        request.Field("X-Amz-Client-Context") is { } context ? Encoding.UTF8.GetString(Convert.FromBase64String(context)) : null;
}
