using System.Globalization;
using System.Text.Json;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Instances;

/// <summary>The Runtime API of one instance, version 2018-06-01, with the answers that AWS's own emulator gives.</summary>
internal sealed class RuntimeApi(FunctionPool pool, Instance instance)
{
    /// <summary>The longest answer of a function, and somewhat more, so that what is too long can be said to be.</summary>
    internal const int MostBody = 2 * MostAnswer;

    private const int MostAnswer = 6 * 1024 * 1024;
    private const string Root = "/2018-06-01/runtime/";
    private const string ErrorType = "Lambda-Runtime-Function-Error-Type";

    private static readonly RawAnswer Accepted = RawAnswer.Json(202, """{"status":"OK"}""");

    internal async Task<RawAnswer> AnswerAsync(RawRequest request, CancellationToken gone)
    {
        var path = request.Path.StartsWith(Root, StringComparison.Ordinal) ? request.Path[Root.Length..] : "";
        return (request.Method, path.Split('/')) switch
        {
            ("GET", ["invocation", "next"]) => await NextAsync(gone),
            ("GET", ["restore", "next"]) => await RestoredAsync(gone),
            ("POST", ["invocation", var id, "response"]) => Respond(id, request),
            ("POST", ["invocation", var id, "error"]) => Fail(id, request),
            ("POST", ["init", "error"]) => pool.TryFailInit(instance, ErrorOf(request)) ? Accepted : Forbidden("the runtime has asked for an invocation already"),
            (_, ["invocation", "next"] or ["invocation", _, "response" or "error"] or ["init", "error"] or ["restore", "next"]) => RawAnswer.Empty(405),
            _ => RawAnswer.Text(404, "404 page not found"),
        };
    }

    private async Task<RawAnswer> RestoredAsync(CancellationToken gone)
    {
        instance.Pictured.TrySetResult();
        await instance.Restored.Task.WaitAsync(gone);
        return RawAnswer.Empty(200);
    }

    private async Task<RawAnswer> NextAsync(CancellationToken gone)
    {
        if (await pool.NextAsync(instance, gone) is not var (invocation, deadline))
        {
            return Forbidden("as many invocations as it may have are running, or asked for");
        }

        List<HttpField> fields =
        [
            new("Content-Type", "application/json"),
            new("Lambda-Runtime-Aws-Request-Id", invocation.Id),
            new("Lambda-Runtime-Deadline-Ms", deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            new("Lambda-Runtime-Invoked-Function-Arn", LocalNames.FunctionArn(invocation.Function.Name)),
            new("Lambda-Runtime-Trace-Id", invocation.TraceId),
        ];
        Add(fields, "Lambda-Runtime-Client-Context", invocation.Options.ClientContext);
        Add(fields, "Lambda-Runtime-Cognito-Identity", invocation.Options.CognitoIdentity);
        Add(fields, "Lambda-Runtime-Aws-Tenant-Id", invocation.Options.TenantId);
        return new RawAnswer(200, fields, invocation.Payload);
    }

    private RawAnswer Respond(string id, RawRequest request)
    {
        if (request.Field("Lambda-Runtime-Function-Response-Mode") is not (null or "streaming"))
        {
            return Said(pool.Fail(instance, id, Error("Runtime.InvalidResponseModeHeader", "Invalid function response mode"))) is { Status: not 202 } refused
                ? refused
                : Problem(400, "InvalidFunctionResponseMode", "Invalid function response mode");
        }

        if (request.Body.Length <= MostAnswer)
        {
            return Said(pool.Answer(instance, id, request.Body));
        }

        var tooLarge = string.Create(CultureInfo.InvariantCulture, $"Response payload size exceeded maximum allowed payload size ({MostAnswer} bytes).");
        return Said(pool.Fail(instance, id, Error("Function.ResponseSizeTooLarge", tooLarge))) is { Status: not 202 } other
            ? other
            : Problem(413, "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({MostAnswer.ToString(CultureInfo.InvariantCulture)} bytes).");
    }

    private RawAnswer Fail(string id, RawRequest request) => Said(pool.Fail(instance, id, ErrorOf(request)));

    private static RawAnswer Said(Posted posted) => posted switch
    {
        Posted.Accepted => Accepted,
        Posted.Twice => Forbidden("it is answered already"),
        _ => Problem(400, "InvalidRequestID", "Invalid request ID"),
    };

    private static ReadOnlyMemory<byte> ErrorOf(RawRequest request)
    {
        try
        {
            using var json = JsonDocument.Parse(request.Body);
            return request.Body;
        }
        catch (JsonException)
        {
            return Error(request.Field(ErrorType) ?? "Runtime.Unknown", "Unknown error");
        }
    }

    private static byte[] Error(string type, string message) => JsonSerializer.SerializeToUtf8Bytes(new { errorType = type, errorMessage = message });

    private static RawAnswer Forbidden(string why) => Problem(403, "InvalidStateTransition", $"State transition failed for runtime: {why}.");

    private static RawAnswer Problem(int status, string type, string message) =>
        RawAnswer.Json(status, JsonSerializer.Serialize(new { errorMessage = message, errorType = type }));

    private static void Add(List<HttpField> fields, string name, string? value)
    {
        if (value is not null)
        {
            fields.Add(new HttpField(name, value));
        }
    }
}
