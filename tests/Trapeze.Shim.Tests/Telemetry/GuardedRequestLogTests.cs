using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Tests.Guard;

namespace Trapeze.Shim.Tests.Telemetry;

#pragma warning disable CA2254 // the tests choose what they log
public sealed class GuardedRequestLogTests
{
    [Theory]
    [InlineData("/plain", true)]
    [InlineData("/rise/root", false)]
    [InlineData("/rise/injected", false)]
    public async Task Lines_OfAGuardedRequest_AreJudgedAtItsLabel(string path, bool written)
    {
        var lines = new Lines();
        ILogger? root = null;
        var ended = new TaskCompletionSource();
        Activity? span = null;
        await using var host = await GuardHost.StartAsync(
            app =>
            {
                root = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("a static one");
                app.MapGet("/plain", () => root.LogInformation("low"));
                app.MapGet("/rise/{mode}", async (string mode, Activation activation, FlowPolicy flows, ILogger<GuardedRequestLogTests> injected) =>
                {
                    span = Activity.Current;
                    activation.RaiseLabel(flows.Order.Label("secret"));
                    await Task.Yield();
                    (mode is "root" ? root : injected).LogInformation("high");
                    ended.SetResult();
                    throw new InvalidOperationException("high");
                });
            },
            builder => builder.Services.AddSingleton<ILoggerProvider>(lines),
            policy: GuardHost.Policy.Replace("  reply: caller", "  reply: caller\n  log: public", StringComparison.Ordinal));
        using var response = await host.GetAsync(path);
        if (!written)
        {
            await ended.Task;
        }

        Assert.Null(span);
        Assert.Equal(written, lines.Written.Any(line => line.Contains("|low|", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines.Written, line => line.Contains("high", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.Written, line => line.Contains("Request starting", StringComparison.Ordinal));
    }

    // Found by the black box: the server's own error line said how many bytes a function above the log had written.
    [Fact]
    public async Task Reply_ShorterThanItPromised_LeavesNoLineOfTheServers()
    {
        var lines = new Lines();
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/flow/{mode}", async context =>
            {
                context.Response.ContentLength = 4111;
                await context.Response.WriteAsync("secret");
            }),
            builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(lines),
            policy: GuardHost.Policy.Replace("  reply: caller", "  reply: caller\n  log: public", StringComparison.Ordinal));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.GetAsync("/flow/short", GuardHost.Mint.Of("owner")));
        using var after = await host.GetAsync("/nothing");

        Assert.DoesNotContain(lines.Written, line => line.Contains("4111", StringComparison.Ordinal) || line.Contains("onnection id", StringComparison.Ordinal));
    }

    // Found by the black box: a function that breaks off has the server write, in the function's own context, a number that counts all connections.
    [Fact]
    public async Task FunctionThatBreaksOff_LeavesNoLineOfTheServers()
    {
        var lines = new Lines();
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/plain", (HttpContext context) => context.Abort()),
            builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(lines),
            policy: GuardHost.Policy.Replace("  reply: caller", "  reply: caller\n  log: public", StringComparison.Ordinal));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.GetAsync("/plain"));
        using var after = await host.GetAsync("/nothing");

        Assert.DoesNotContain(lines.Written, line => line.Contains("onnection id", StringComparison.Ordinal));
    }
}
