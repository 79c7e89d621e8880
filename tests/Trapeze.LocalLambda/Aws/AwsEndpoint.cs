using System.Text.Json;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Aws;

/// <summary>The one address of all services; which one a request is for stands in it.</summary>
internal sealed class AwsEndpoint : IAsyncDisposable
{
    private const int MostBody = 8 * 1024 * 1024;

    private readonly IReadOnlyList<IJsonService> _json;
    private readonly IReadOnlyList<IHttpService> _http;
    private readonly TimeProvider _time;
    private readonly RawServer _server;

    internal AwsEndpoint(TimeProvider time, IReadOnlyList<IJsonService> json, IReadOnlyList<IHttpService> http)
    {
        _time = time;
        _json = json;
        _http = http;
        _server = new RawServer(MostBody, AnswerAsync);
    }

    internal Uri Address => _server.Address;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<RawAnswer> AnswerAsync(RawRequest request, CancellationToken gone)
    {
        if (request.Field("X-Amz-Target") is { } target)
        {
            return _json.FirstOrDefault(service => target.StartsWith(service.Target, StringComparison.Ordinal)) is { } called
                ? await AnswerAsync(called, target[called.Target.Length..], request, gone)
                : Refuse("1.0", new AwsException(400, "UnknownOperationException", "no such service here"));
        }

        if (_http.FirstOrDefault(service => service.Takes(request)) is not { } taker)
        {
            return RawAnswer.Empty(404);
        }

        try
        {
            Signature.Verify(request, taker.Scope, _time.GetUtcNow());
            return await taker.AnswerAsync(request, gone);
        }
        catch (AwsException refused)
        {
            return taker.Refuse(refused);
        }
        catch (InvocationRefusedException refused)
        {
            return taker.Refuse(new AwsException(refused.Status, refused.Type, refused.Message));
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            return taker.Refuse(new AwsException(400, "InvalidRequestContentException", malformed.Message));
        }
    }

    private async Task<RawAnswer> AnswerAsync(IJsonService service, string operation, RawRequest request, CancellationToken gone)
    {
        try
        {
            Signature.Verify(request, service.Scope, _time.GetUtcNow());
            if (request.Method != "POST" || request.Field("Content-Type")?.StartsWith($"application/x-amz-json-{service.Version}", StringComparison.Ordinal) != true)
            {
                throw new AwsException(400, "SerializationException", $"the content's type is application/x-amz-json-{service.Version}");
            }

            using var input = JsonDocument.Parse(request.Body);
            var output = await service.AnswerAsync(operation, input.RootElement, gone);
            return RawAnswer.Json(200, output.ToJsonString()) with { Fields = Fields(service.Version) };
        }
        catch (AwsException refused)
        {
            return Refuse(service.Version, refused);
        }
        catch (InvocationRefusedException refused)
        {
            return Refuse(service.Version, new AwsException(refused.Status, refused.Type, refused.Message));
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            return Refuse(service.Version, new AwsException(400, "SerializationException", malformed.Message));
        }
    }

    private static RawAnswer Refuse(string version, AwsException refused)
    {
        List<HttpField> fields = Fields(version);
        if (refused.QueryCode is { } code)
        {
            fields.Add(new HttpField("x-amzn-query-error", $"{code};Sender"));
        }

        return RawAnswer.Json(refused.Status, JsonSerializer.Serialize(new Dictionary<string, string> { ["__type"] = $"com.amazonaws.local#{refused.Type}", ["message"] = refused.Message })) with { Fields = fields };
    }

    private static List<HttpField> Fields(string version) => [new("Content-Type", $"application/x-amz-json-{version}"), new("x-amzn-RequestId", Guid.NewGuid().ToString())];

    private static bool IsMalformed(Exception error) => error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException;
}
