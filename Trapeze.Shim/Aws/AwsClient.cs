using System.Net;
using System.Text.Json;
using Trapeze.Shim.Channels;

namespace Trapeze.Shim.Aws;

/// <summary>Sends signed requests, with a time limit for each try and a bounded number of tries.</summary>
internal sealed class AwsClient(AwsOptions options, HttpTransport transport, TimeProvider time) : IAws
{
    private const int MostOfAnswer = 4 * 1024 * 1024;
    private const int LongestCode = 64;
    private readonly AwsPlaces _places = new(options);

    public async Task<AwsReply> SendAsync(AwsRequest request, CancellationToken cancellation)
    {
        for (var tried = 1; ; tried++)
        {
            var (reply, status, code) = await TryAsync(request, cancellation);
            if (reply is not null)
            {
                return reply;
            }

            if (tried == options.Tries || !IsWorthATry(status, code))
            {
                throw new AwsRefusedException(request.Service, status, code);
            }

            await Task.Delay(options.Pause * (1 << (tried - 1)) * Random.Shared.NextDouble(), time, cancellation);
        }
    }

    private async Task<(AwsReply? Reply, HttpStatusCode? Status, string? Code)> TryAsync(AwsRequest request, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var signed = await SignAsync(request);
            using var answer = await transport.SendAsync(signed, both.Token);
            await answer.Content.LoadIntoBufferAsync(MostOfAnswer, both.Token);
            var body = await answer.Content.ReadAsByteArrayAsync(both.Token);
            var fields = answer.Headers.NonValidated.ToDictionary(field => field.Key, field => string.Join(',', field.Value), StringComparer.OrdinalIgnoreCase);
            return answer.IsSuccessStatusCode
                ? (new AwsReply(body, name => fields.GetValueOrDefault(name)), answer.StatusCode, null)
                : (null, answer.StatusCode, CodeOf(fields.GetValueOrDefault("x-amzn-ErrorType"), body));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return (null, null, null);
        }
    }

    private async Task<HttpRequestMessage> SignAsync(AwsRequest request)
    {
        var credentials = await _places.CredentialsAsync();
        var address = _places.AddressOf(request);
        var now = time.GetUtcNow();
        var whole = request with
        {
            Path = address.AbsolutePath,
            Fields =
            [
                .. request.Fields,
                ("host", address.Authority),
                ("x-amz-content-sha256", AwsSignature.Hash(request.Body.Span)),
                ("x-amz-date", AwsSignature.Time(now)),
                .. string.IsNullOrEmpty(credentials.Token) ? [] : ((string, string)[])[("x-amz-security-token", credentials.Token)],
            ],
        };
        var message = new HttpRequestMessage(request.Method, address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = request.Method == HttpMethod.Head ? null : new ByteArrayContent(request.Body.ToArray()),
        };
        foreach (var (name, value) in whole.Fields)
        {
            if (name is "content-type" ? !message.Content!.Headers.TryAddWithoutValidation(name, value) : !message.Headers.TryAddWithoutValidation(name, value))
            {
                throw new InvalidOperationException($"the field `{name}` cannot be sent");
            }
        }

        message.Headers.TryAddWithoutValidation("Authorization", AwsSignature.Authorize(whole, credentials.AccessKey, credentials.SecretKey, request.Region ?? _places.Region, now));
        return message;
    }

    private static bool IsWorthATry(HttpStatusCode? status, string? code) =>
        status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError
        || (code is not null && (code.Contains("Throttl", StringComparison.Ordinal) || code.Contains("TooManyRequests", StringComparison.Ordinal)
            || code is "ProvisionedThroughputExceededException" or "LimitExceededException" or "RequestLimitExceeded" or "SlowDown"));

    // AWS's word for what is wrong, and no more of what it says: that may repeat what was asked.
    private static string? CodeOf(string? field, byte[] body)
    {
        var text = field?.Split(':')[0] ?? InJson(body) ?? InXml(body);
        return text?.Split('#')[^1] is { Length: > 0 and <= LongestCode } code && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.') ? code : null;
    }

    private static string? InJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("__type", out var type) && type.ValueKind is JsonValueKind.String
                ? type.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? InXml(byte[] body)
    {
        var start = body.AsSpan().IndexOf("<Code>"u8);
        var end = body.AsSpan().IndexOf("</Code>"u8);
        return start >= 0 && end > start && end - start <= LongestCode ? System.Text.Encoding.UTF8.GetString(body.AsSpan(start + 6, end - start - 6)) : null;
    }
}
