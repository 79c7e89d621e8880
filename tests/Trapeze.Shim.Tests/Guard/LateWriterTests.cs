using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trapeze.Core.Activations;
using Trapeze.Policy;

namespace Trapeze.Shim.Tests.Guard;

public sealed class LateWriterTests
{
    private const int Requests = 3000;

    [Fact]
    public async Task LateWriterOfAStream_DuringTheNextRequestOfItsConnection_ReachesNobody()
    {
        Func<Task>? write = null;
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.MapGet("/flow/{mode}", async (HttpContext context) =>
            {
                await context.Response.WriteAsync("stream");
                write = () => context.Response.WriteAsync("from another request");
            });
            app.MapGet("/plain", async () =>
            {
                await write!();
                return "plain";
            });
        });

        using var stream = await host.GetAsync("/flow/x");
        using var plain = await host.GetAsync("/plain");

        Assert.Equal("stream", await stream.Content.ReadAsStringAsync());
        Assert.Equal("plain", await plain.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task LateReader_DuringTheNextRequestOfItsConnection_SeesNothingOfIt()
    {
        Func<string>? read = null;
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.MapGet("/items", (HttpContext context) =>
            {
                read = () => $"{context.Request.Headers["X-Mark"]}.";
                return "first";
            });
            app.MapGet("/plain", () => read!());
        });
        using var marked = new HttpRequestMessage(HttpMethod.Get, "/plain") { Headers = { { "X-Mark", "of another" } } };

        using var first = await host.GetAsync("/items");
        using var second = await host.Client.SendAsync(marked);

        Assert.Equal("first", await first.Content.ReadAsStringAsync());
        Assert.Equal(".", await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HandlersThatWriteAfterTheirReply_TouchNoOtherRequest()
    {
        var running = 0;
        var idle = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.MapGet("/rise/{mode}", (HttpContext context, Activation activation, FlowPolicy policy) =>
            {
                Interlocked.Increment(ref running);
                activation.RaiseLabel(policy.Order.Label("secret"));
                _ = ScribbleAsync(context);
            });
            app.MapGet("/items/{id}", (string id, HttpContext context) =>
            {
                Interlocked.Increment(ref running);
                context.Response.Headers["X-Id"] = id;
                context.Response.OnCompleted(() =>
                {
                    _ = ScribbleAsync(context);
                    return Task.CompletedTask;
                });
                return id;
            });
        });

        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, cancel) =>
        {
            if (number % 3 == 0)
            {
                using var refused = await host.GetAsync("/rise/late", GuardHost.Mint.Of("client", $"c{number}"));
                Assert.Equal(403, (int)refused.StatusCode);
                Assert.Equal(97, (await refused.Content.ReadAsByteArrayAsync(cancel)).Length);
            }
            else
            {
                using var reply = await host.GetAsync($"/items/{number}");
                Assert.Equal(200, (int)reply.StatusCode);
                Assert.Equal($"{number}", await reply.Content.ReadAsStringAsync(cancel));
                Assert.Equal($"{number}", reply.Headers.GetValues("X-Id").Single());
                Assert.False(reply.Headers.Contains("X-Late"));
            }
        });

        if (Volatile.Read(ref running) > 0)
        {
            await idle.Task;
        }

        async Task ScribbleAsync(HttpContext context)
        {
            for (var i = 0; i < 5; i++)
            {
                await Task.Yield();
                try
                {
                    context.Response.Headers["X-Late"] = "late";
                    context.Response.StatusCode = 299;
                }
                catch (InvalidOperationException)
                {
                    // The reply has started: what one is told in an unguarded application, too.
                }

                await context.Response.Body.WriteAsync("late"u8.ToArray());
                _ = context.Request.Headers.UserAgent;
                if (i == 4)
                {
                    context.Abort();
                }
            }

            if (Interlocked.Decrement(ref running) == 0)
            {
                idle.TrySetResult();
            }
        }
    }
}
