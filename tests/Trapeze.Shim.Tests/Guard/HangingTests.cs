using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Guard;

public sealed class HangingTests
{
    [Fact]
    public async Task TwoHundredHangingHandlers_OfEachKind_KeepNobodyWaiting()
    {
        using var end = new ManualResetEventSlim();
        await using var host = await StartAsync(end);

        for (var i = 0; i < 200; i++)
        {
            using var blocks = await host.GetAsync("/rise/block");
            using var hangs = await host.GetAsync("/rise/hang");
            using var later = await host.GetAsync("/rise/yield-and-block");
            Assert.Equal(HttpStatusCode.Forbidden, blocks.StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, hangs.StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, later.StatusCode);
        }

        for (var i = 0; i < 50; i++)
        {
            using var visible = await host.GetAsync("/plain");
            using var stays = await host.GetAsync("/rise/stay");
            Assert.Equal("seen", await visible.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.OK, stays.StatusCode);
        }

        end.Set();
    }

    [Fact]
    public async Task FunctionsThatCannotRise_WhereEveryFunctionRunsApart_KeepNobodyWaiting()
    {
        using var end = new ManualResetEventSlim();
        using var blocked = new CountdownEvent(200);
        await using var host = await GuardHost.StartAsync(
            app =>
            {
                app.MapGet("/owners", () =>
                {
                    var isShared = Thread.CurrentThread.IsThreadPoolThread;
                    blocked.Signal();
                    end.Wait();
                    return isShared ? "on a thread of the server's" : "owner";
                });
                app.MapGet("/plain", () => "seen");
            },
            options: options => options.EveryFunctionApart = true);

        var owners = Enumerable.Range(0, 200).Select(_ => host.GetAsync("/owners", GuardHost.Mint.Of("owner"))).ToList();
        blocked.Wait();
        using var visible = await host.GetAsync("/plain");
        end.Set();

        Assert.Equal("seen", await visible.Content.ReadAsStringAsync());
        foreach (var reply in await Task.WhenAll(owners))
        {
            Assert.Equal("owner", await reply.Content.ReadAsStringAsync());
            reply.Dispose();
        }
    }

    [Fact]
    public async Task FunctionThatStreams_WhereEveryFunctionRunsApart_StreamsAsBefore()
    {
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/flow/{mode}", async (HttpContext context) =>
            {
                await context.Response.WriteAsync("first");
                await context.Response.Body.FlushAsync();
                await context.Response.WriteAsync(Thread.CurrentThread.IsThreadPoolThread ? ", then the rest" : ", apart");
            }),
            options: options => options.EveryFunctionApart = true);

        using var reply = await host.GetAsync("/flow/x");

        Assert.Equal("first, then the rest", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Quota_OfALabel_DependsOnWhatItsCallersSee_AndOnNothingHidden()
    {
        var time = new ManualTime();
        using var end = new ManualResetEventSlim();
        await using var host = await StartAsync(end, options => (options.HiddenRunsPerLabel, options.HiddenDeadline) = (3, TimeSpan.FromSeconds(10)), time);

        // Whether the hidden rest hangs or has long ended, the fourth is turned away, and after the deadline admitted again.
        foreach (var mode in new[] { "end", "hang" })
        {
            for (var i = 0; i < 3; i++)
            {
                using var refused = await host.GetAsync("/rise/" + mode);
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            }

            using var busy = await host.GetAsync("/rise/stay");
            using var otherLabel = await host.GetAsync("/rise/stay", GuardHost.Mint.Of("client"));
            using var visible = await host.GetAsync("/plain");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
            Assert.Equal(HttpStatusCode.OK, otherLabel.StatusCode);
            Assert.Equal(HttpStatusCode.OK, visible.StatusCode);
            time.Advance(TimeSpan.FromSeconds(11));
        }

        for (var i = 0; i < 10; i++)
        {
            using var stays = await host.GetAsync("/rise/stay");
            Assert.Equal(HttpStatusCode.OK, stays.StatusCode);
        }

        end.Set();
    }

    [Fact]
    public async Task Deadline_AsksTheHiddenHandlerToStop()
    {
        var time = new ManualTime();
        var stopped = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/rise/{mode}", async (HttpContext context, Activation activation, FlowPolicy policy) =>
            {
                activation.RaiseLabel(policy.Order.Label("secret"));
                var never = new TaskCompletionSource();
                await using var stop = context.RequestAborted.Register(() => never.TrySetCanceled());
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never.Task);
                stopped.SetResult();
            }),
            build: builder => builder.Services.AddSingleton<TimeProvider>(time));

        using var reply = await host.GetAsync("/rise/x");
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        await stopped.Task;
    }

    [Fact]
    public async Task CallerThatGoesAway_StopsAVisibleHandler()
    {
        var visible = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", async (HttpContext context) =>
        {
            await using var stop = context.RequestAborted.Register(() => visible.TrySetResult());
            entered.SetResult();
            await visible.Task;
        }));
        using var leaves = new CancellationTokenSource();

        var asks = host.Client.GetAsync(new Uri("/plain", UriKind.Relative), leaves.Token);
        await entered.Task;
        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asks);
        await visible.Task;
    }

    [Fact]
    public async Task CallerThatGoesAway_DoesNotReachAHiddenHandler()
    {
        var refused = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        var told = new TaskCompletionSource<bool>();
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/rise/{mode}", async (HttpContext context, Activation activation, FlowPolicy policy) =>
            {
                var token = context.RequestAborted;
                activation.RaiseLabel(policy.Order.Label("secret"));
                refused.SetResult();
                await gone.Task;
                for (var i = 0; i < 100; i++)
                {
                    await Task.Yield();
                }

                told.SetResult(token.IsCancellationRequested);
            }),
            before: app => app.Use(async (context, next) =>
            {
                // Keeps the server's request open beyond the refusal, so that it is the request whose caller goes.
                await next(context);
                await using var stop = context.RequestAborted.Register(() => gone.TrySetResult());
                await gone.Task;
            }));
        using var leaves = new CancellationTokenSource();

        var asks = host.Client.GetAsync(new Uri("/rise/hide", UriKind.Relative), leaves.Token);
        await refused.Task;
        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asks);
        Assert.False(await told.Task);
    }

    private static Task<GuardHost> StartAsync(ManualResetEventSlim end, Action<TrapezeOptions>? options = null, TimeProvider? time = null) => GuardHost.StartAsync(
        app =>
        {
            app.MapGet("/plain", () => "seen");
            app.MapGet("/rise/{mode}", async (string mode, Activation activation, FlowPolicy policy) =>
            {
                if (mode == "stay")
                {
                    return;
                }

                activation.RaiseLabel(policy.Order.Label("secret"));
                switch (mode)
                {
                    case "block": end.Wait(); break;
                    case "hang": await new TaskCompletionSource().Task; break;
                    case "yield-and-block": await Task.Yield(); end.Wait(); break;
                }
            });
        },
        options: options,
        build: builder =>
        {
            if (time is not null)
            {
                builder.Services.AddSingleton(time);
            }
        });
}
