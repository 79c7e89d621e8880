using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Trapeze.Shim.Tests.Channels;

/// <summary>A real server on loopback that keeps what it was sent.</summary>
internal sealed class Destination : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Destination(WebApplication app) => _app = app;

    internal ConcurrentQueue<Seen> Requests { get; } = new();

    internal Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync("answer");

    internal Uri Address => new(_app.Urls.Single());

    internal static async Task<Destination> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var destination = new Destination(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            destination.Requests.Enqueue(new Seen(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body));
            await destination.Answer(context);
        });
        await app.StartAsync();
        return destination;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed record Seen(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);
}
