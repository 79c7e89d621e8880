using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace Trapeze.LocalLambda.Tests.Aws;

/// <summary>Sends requests to services, signed by AWS's own SDK with the credentials that instances have.</summary>
internal sealed class SignedClient(Uri endpoint) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = endpoint };

    /// <summary>Carries an operation of a JSON service out.</summary>
    public async Task<JsonNode> CallAsync(string service, string target, object input, string version = "1.0")
    {
        var (status, body, _) = await SendAsync(Json(service, target, input, version));
        Assert.True(status == 200, body);
        return JsonNode.Parse(body)!;
    }

    /// <summary>Carries an operation out that is refused: the status and the error's type.</summary>
    public async Task<(int Status, string Type)> RefusedAsync(string service, string target, object input, string version = "1.0") => Refused(await SendAsync(Json(service, target, input, version)));

    public static (int Status, string Type) Refused((int Status, string Body, IReadOnlyDictionary<string, string> Fields) answer) =>
        (answer.Status, ((string)JsonNode.Parse(answer.Body)!["__type"]!).Split('#')[^1]);

    public static HttpRequestMessage Json(string service, string target, object input, string version = "1.0") => Request(
        HttpMethod.Post, "/", service, JsonSerializer.SerializeToUtf8Bytes(input), new Dictionary<string, string> { ["Content-Type"] = $"application/x-amz-json-{version}", ["X-Amz-Target"] = target });

    /// <summary>A request, not signed yet.</summary>
    public static HttpRequestMessage Request(HttpMethod method, string path, string service, byte[] body, IReadOnlyDictionary<string, string> fields)
    {
        var message = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        message.Options.Set(new HttpRequestOptionsKey<string>("service"), service);
        foreach (var (name, value) in fields)
        {
            _ = message.Headers.TryAddWithoutValidation(name, value) || message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>Signs and sends a request; <paramref name="spoil"/> changes it when it is signed.</summary>
    public async Task<(int Status, string Body, IReadOnlyDictionary<string, string> Fields)> SendAsync(
        HttpRequestMessage message, Action<HttpRequestMessage>? spoil = null, string secret = LocalNames.SecretKey, DateTime? at = null)
    {
        await SignAsync(message, secret, at ?? DateTime.UtcNow);
        spoil?.Invoke(message);
        using var answer = await _client.SendAsync(message);
        var fields = answer.Headers.ToDictionary(field => field.Key, field => string.Join(',', field.Value), StringComparer.OrdinalIgnoreCase);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), fields);
    }

    public void Dispose() => _client.Dispose();

    private async Task SignAsync(HttpRequestMessage message, string secret, DateTime at)
    {
        message.Options.TryGetValue(new HttpRequestOptionsKey<string>("service"), out var service);
        var target = message.RequestUri!.OriginalString.Split('?', 2);
        var request = new DefaultRequest(new ListTablesRequest(), service)
        {
            HttpMethod = message.Method.Method,
            Endpoint = endpoint,
            ResourcePath = Uri.UnescapeDataString(target[0]),
            OverrideSigningServiceName = service,
            Content = await message.Content!.ReadAsByteArrayAsync(),
        };
        foreach (var parameter in target.Length == 2 ? target[1].Split('&') : [])
        {
            request.ParameterCollection.Add(parameter.Split('=')[0], parameter.Split('=')[1]);
            request.UseQueryString = true;
        }

        request.Headers["X-Amz-Security-Token"] = LocalNames.SessionToken;
        foreach (var field in message.Headers.Concat(message.Content.Headers))
        {
            request.Headers[field.Key] = string.Join(',', field.Value);
        }

        var config = new AmazonDynamoDBConfig { AuthenticationRegion = LocalNames.Region, ServiceURL = endpoint.AbsoluteUri };
        var signed = new AWS4Signer().SignRequest(request, config, new RequestMetrics(), LocalNames.AccessKey, secret, at);
        foreach (var (name, value) in request.Headers.Where(field => !field.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)))
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }

        message.Headers.TryAddWithoutValidation("Authorization", signed.ForAuthorizationHeader);
    }
}
