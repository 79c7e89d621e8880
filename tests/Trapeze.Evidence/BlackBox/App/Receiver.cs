using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>The other side of the HTTP channels of all applications of a search: it keeps what it was sent, and answers with it.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _received = new(StringComparer.Ordinal);

    private Receiver(WebApplication app) => _app = app;

    internal static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Where the channels of one application lead.</summary>
    internal Uri AddressOf(string app) => new($"{_app.Urls.First()}/{app}/");

    /// <summary>What arrived at <paramref name="path"/>, oldest first.</summary>
    internal IReadOnlyList<string> At(string path) => _received.TryGetValue(path, out var there) ? [.. there] : [];

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.Where(header => header.Key is not "Host").Select(header => $"{header.Key}: {header.Value}");
        _received.GetOrAdd(context.Request.Path.Value!, static _ => new ConcurrentQueue<string>())
            .Enqueue($"{context.Request.Method} …/{context.Request.Path.Value!.Split('/', 3)[^1]}{context.Request.QueryString} [{string.Join(", ", headers)}] {body}");
        context.Response.StatusCode = body.Contains("fail", StringComparison.Ordinal) ? 500 : 200;
        context.Response.Headers["X-Length"] = body.Length.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync("taken " + body);
    }
}
