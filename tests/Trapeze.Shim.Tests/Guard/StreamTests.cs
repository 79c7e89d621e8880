using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Trapeze.Core.Activations;
using Trapeze.Policy;

namespace Trapeze.Shim.Tests.Guard;

public sealed class StreamTests
{
    [Fact]
    public async Task Stream_GoesOutPieceByPiece()
    {
        var go = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/flow/{mode}", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("first ");
            await go.Task;
            await context.Response.WriteAsync("second");
        }));

        using var reply = await host.Client.GetAsync(new Uri("/flow/x", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await reply.Content.ReadAsStreamAsync();
        var first = new byte[6];
        await body.ReadExactlyAsync(first);
        go.SetResult();
        using var reader = new StreamReader(body);

        Assert.Equal("first "u8.ToArray(), first);
        Assert.Equal("second", await reader.ReadToEndAsync());
        Assert.Single(reply.Headers.GetValues("Trapeze-Activation"));
    }

    // Otherwise where they end depends on how soon the network took what went out before.
    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(70_000)]
    public async Task Stream_EachFlushIsOneChunk(int length)
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/flow/{mode}", async (HttpContext context) =>
        {
            await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(new string('x', length)));
            await context.Response.WriteAsync("last");
        }));

        var reply = await RawClient.AskAsync(host.Address, "GET /flow/x HTTP/1.1");

        Assert.EndsWith($"\r\n\r\n{length:x}\r\n{new string('x', length)}\r\n4\r\nlast\r\n0\r\n\r\n", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_CannotRise()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/flow/{mode}", (Activation activation, FlowPolicy policy) =>
            activation.TryRaiseLabel(policy.Order.Label("secret")).IsAllowed.ToString()));

        using var reply = await host.GetAsync("/flow/x");

        Assert.Equal("False", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ExceptionInTheMiddle_CutsTheStream()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/flow/{mode}", async (string mode, HttpContext context) =>
        {
            if (mode == "late")
            {
                await context.Response.WriteAsync("first");
            }

            throw new InvalidOperationException("not for the caller");
        }));

        using var early = await host.GetAsync("/flow/early");

        Assert.Equal(HttpStatusCode.InternalServerError, early.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => host.GetAsync("/flow/late"));
    }

    [Fact]
    public async Task LateWritersOfAStream_ReachNobody()
    {
        var late = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.MapGet("/flow/{mode}", async (HttpContext context) =>
            {
                await context.Response.WriteAsync("stream");
                _ = WriteLateAsync(context, late.Task);
            });
            app.MapGet("/plain", () => "plain");
        });

        for (var i = 0; i < 50; i++)
        {
            using var stream = await host.GetAsync("/flow/x");
            Assert.Equal("stream", await stream.Content.ReadAsStringAsync());
        }

        late.SetResult();
        for (var i = 0; i < 200; i++)
        {
            using var plain = await host.GetAsync("/plain");
            Assert.Equal("plain", await plain.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Trailers_GoOutOverHttp2()
    {
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/plain", (HttpContext context) =>
            {
                context.Response.AppendTrailer("X-Sum", "7");
                return "body";
            }),
            build: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/plain") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var reply = await host.Client.SendAsync(request);

        Assert.Equal("body", await reply.Content.ReadAsStringAsync());
        Assert.Equal("7", reply.TrailingHeaders.GetValues("X-Sum").Single());
    }

    private static async Task WriteLateAsync(HttpContext context, Task late)
    {
        await late;
        for (var i = 0; i < 100; i++)
        {
            await context.Response.WriteAsync("from another request");
        }
    }
}
