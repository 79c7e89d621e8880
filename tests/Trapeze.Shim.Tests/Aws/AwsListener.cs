using System.Collections.Concurrent;
using System.Text;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Trapeze.Shim.Aws;

namespace Trapeze.Shim.Tests.Aws;

/// <summary>An HTTP server on loopback that takes what is sent to AWS: whole requests, whose signatures it makes again from what came over the wire.</summary>
internal sealed class AwsListener : IAsyncDisposable
{
    internal const string KeyId = "AKIDEXAMPLE";
    internal const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private readonly WebApplication _server;

    private AwsListener(WebApplication server) => _server = server;

    internal ConcurrentQueue<Taken> All { get; } = [];

    /// <summary>What it answers, by the number of the request, from 1.</summary>
    internal Func<int, Taken, (int Status, string Body)> Answer { get; set; } = (_, _) => (200, "{}");

    /// <summary>Fields of its answers.</summary>
    internal Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    internal Uri Address => new(_server.Urls.Single() + "/");

    internal AwsOptions Options => new()
    {
        Region = "eu-west-1",
        ServiceUrl = Address,
        Credentials = new BasicAWSCredentials(KeyId, Secret),
        Pause = TimeSpan.FromMilliseconds(1),
    };

    internal static async Task<AwsListener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var listener = new AwsListener(server);
        server.Run(listener.TakeAsync);
        await server.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var taken = new Taken(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(field => field.Key.ToLowerInvariant(), field => field.Value.ToString(), StringComparer.Ordinal),
            body.ToArray());
        All.Enqueue(taken);
        var (status, text) = taken.IsSigned ? Answer(All.Count, taken) : (403, """{"__type":"InvalidSignatureException"}""");
        context.Response.StatusCode = status;
        foreach (var (name, value) in Fields)
        {
            context.Response.Headers[name] = value;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAsync(text);
        }
    }

    /// <summary>A request as it came.</summary>
    internal sealed record Taken(string Method, string Target, IReadOnlyDictionary<string, string> Fields, byte[] Body)
    {
        internal string Text => Encoding.UTF8.GetString(Body);

        /// <summary>Whether its signature is that of what came.</summary>
        internal bool IsSigned
        {
            get
            {
                var authorization = Fields["authorization"];
                var names = authorization.Split("SignedHeaders=")[1].Split(',')[0].Split(';');
                var scope = authorization.Split("Credential=")[1].Split(',')[0].Split('/');
                var parts = Target.Split('?');
                var request = new AwsRequest(scope[3], new HttpMethod(Method), parts[0], Body)
                {
                    Fields = [.. names.Select(name => (name, Fields[name]))],
                    Query = parts.Length == 1 ? [] : [.. parts[1].Split('&').Select(pair => (Uri.UnescapeDataString(pair.Split('=')[0]), Uri.UnescapeDataString(pair.Split('=')[1])))],
                };
                var time = DateTimeOffset.ParseExact(Fields["x-amz-date"], "yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
                return authorization == AwsSignature.Authorize(request, KeyId, Secret, scope[2], time)
                    && (!Fields.TryGetValue("x-amz-content-sha256", out var hash) || hash == AwsSignature.Hash(Body))
                    && new[] { "host", "x-amz-date" }.All(names.Contains);
            }
        }
    }
}
