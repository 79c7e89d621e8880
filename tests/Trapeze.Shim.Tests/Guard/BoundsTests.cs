using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trapeze.Core.Activations;
using Trapeze.Policy;

namespace Trapeze.Shim.Tests.Guard;

public sealed class BoundsTests
{
    [Theory]
    [InlineData(1000, false, 200)]
    [InlineData(1001, false, 413)]
    [InlineData(1000, true, 200)]
    [InlineData(1001, true, 413)]
    [InlineData(200_000, true, 413)]
    public async Task RequestBody_LargerThanTheBound_StartsNothing(int size, bool inChunks, int status)
    {
        await using var host = await GuardHost.StartAsync(
            app => app.MapPost("/plain", async (HttpContext context) =>
            {
                using var copy = new MemoryStream();
                await context.Request.Body.CopyToAsync(copy);
                return copy.Length;
            }),
            options: options => options.MaxRequestBody = 1000);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/plain") { Content = new ByteArrayContent(new byte[size]) };
        request.Headers.TransferEncodingChunked = inChunks;

        using var reply = await host.Client.SendAsync(request);

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, host.Audit.Starts);
        Assert.Equal(
            status == 200 ? "1000" : """{"type":"urn:trapeze:request-too-large","title":"the request body is too large","status":413}""",
            await reply.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(1000, 200)]
    [InlineData(1001, 500)]
    public async Task Reply_LargerThanTheBound_IsAFault(int size, int status)
    {
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/plain", (HttpContext context) => context.Response.Body.WriteAsync(new byte[size]).AsTask()),
            options: options => options.MaxReplyBody = 1000);

        using var reply = await host.GetAsync("/plain");

        Assert.Equal(status, (int)reply.StatusCode);
    }

    [Fact]
    public async Task HandlerThatRunsOn_WritesAsMuchAsItLikes_AndNoneIsKept()
    {
        var end = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/rise/{mode}", async (HttpContext context, Activation activation, FlowPolicy policy) =>
            {
                await context.Response.WriteAsync("before");
                activation.RaiseLabel(policy.Order.Label("secret"));
                try
                {
                    for (var i = 0; i < 100; i++)
                    {
                        await context.Response.Body.WriteAsync(new byte[1_000]);
                    }

                    end.SetResult();
                }
                catch (Exception exception)
                {
                    end.SetException(exception);
                    throw;
                }
            }),
            options: trapeze => trapeze.MaxReplyBody = 5_000);

        using var reply = await host.GetAsync("/rise/x", GuardHost.Mint.Of("client"));

        Assert.Equal(403, (int)reply.StatusCode);
        await end.Task;
    }

    [Fact]
    public async Task LargeReply_ArrivesWhole()
    {
        var bytes = new byte[5_000_000];
        new Random(1).NextBytes(bytes);
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/rise/{mode}", () => Results.Bytes(bytes)));

        using var reply = await host.GetAsync("/rise/stay");

        Assert.Equal(bytes, await reply.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Upgrades_AreRefusedByName_AndH2cIsNot()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", () => "plain"));
        string[] upgrade = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="];

        var socket = await RawClient.AskAsync(host.Address, "GET /plain HTTP/1.1", upgrade);
        var h2c = await RawClient.AskAsync(host.Address, "GET /plain HTTP/1.1", "Upgrade: h2c");

        Assert.Equal(501, RawClient.Status(socket));
        Assert.Contains("urn:trapeze:refused:upgrade", socket, StringComparison.Ordinal);
        Assert.Equal(200, RawClient.Status(h2c));
        Assert.Equal(HttpStatusCode.OK, (HttpStatusCode)RawClient.Status(h2c));
    }
}
