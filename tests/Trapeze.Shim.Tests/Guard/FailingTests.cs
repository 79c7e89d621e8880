using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Tests.Telemetry;

namespace Trapeze.Shim.Tests.Guard;

/// <summary>Ways to fail late: after the reply, in disposal, in the reply's head, before the function.</summary>
public sealed class FailingTests
{
    [Theory]
    [InlineData("/plain")]
    [InlineData("/rise/high")]
    public async Task Disposal_ThatThrows_TellsNoLogThatMayNotHearOfIt(string path)
    {
        using var lines = new Lines();
        var disposed = new TaskCompletionSource();
        await using (var host = await GuardHost.StartAsync(
            app =>
            {
                app.MapGet("/plain", (Throwing throwing) => throwing.GetHashCode());
                app.MapGet("/rise/{mode}", (Throwing throwing, Activation activation, FlowPolicy policy) => activation.RaiseLabel(policy.Order.Label("secret")));
            },
            build: builder =>
            {
                builder.Services.AddScoped(_ => new Throwing(disposed));
                builder.Services.AddSingleton<ILoggerProvider>(lines);
            }))
        {
            using var reply = await host.GetAsync(path);
            await disposed.Task;
        }

        Assert.DoesNotContain(lines.Written, line => line.Contains("4111", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reason")]
    [InlineData("trailer")]
    [InlineData("header")]
    public async Task Head_ThatTheServerCannotSend_IsAConstantFault(string mode)
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/items/{id}", (string id, HttpContext context) =>
        {
            context.Response.Headers["X-Own"] = "1";
            switch (id)
            {
                case "reason": context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = "OK\r\nX-Other: 1"; break;
                case "trailer": ((IHttpResponseTrailersFeature)context.Features).Trailers["X-Late"] = "a\r\nb"; break;
                case "header": context.Response.Headers["X-Bad"] = "a\r\nb"; break;
            }

            return "a body";
        }));

        using var reply = await host.GetAsync("/items/" + mode);

        Assert.Equal(
            (HttpStatusCode.InternalServerError, "Internal Server Error", """{"type":"urn:trapeze:fault","title":"the function failed","status":500}"""),
            (reply.StatusCode, reply.ReasonPhrase, await reply.Content.ReadAsStringAsync()));
        Assert.DoesNotContain(reply.Headers, header => header.Key is "X-Other" or "X-Own");
    }

    [Fact]
    public async Task BodyWriter_HandsOutNoMemoryOfOthers()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (HttpContext context) =>
        {
            foreach (var size in (int[])[4_096, 65_536, 1_000_000])
            {
                // What another activation left behind.
                new byte[size].AsSpan().Fill(42);
                GC.Collect();
                Assert.False(context.Response.BodyWriter.GetSpan(size).ContainsAnyExcept((byte)0));
            }
        }));

        for (var i = 0; i < 20; i++)
        {
            using var reply = await host.GetAsync("/plain");
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }
    }

    private sealed class Throwing(TaskCompletionSource disposed) : IDisposable
    {
        public void Dispose()
        {
            disposed.TrySetResult();
            throw new InvalidOperationException("the card is 4111");
        }
    }
}
