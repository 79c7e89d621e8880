using System.Security.Claims;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Guard;

public sealed class ReloadTests
{
    private const string StorePolicy = GuardHost.Policy + "\ntables:\n  shelf: { key: id }\n";

    [Fact]
    public async Task ChangedPolicy_GovernsTheNextRequest_AndABadOneDoesNot()
    {
        var time = new ManualTime();
        var path = "";
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/plain", (Activation activation) => activation.Function),
            build: builder => builder.Services.AddSingleton<TimeProvider>(time),
            options: options => path = options.PolicyPath);

        Assert.Equal("plain", await AskAsync(host, "/plain"));
        await WriteAsync(time, path, GuardHost.Policy.Replace("  plain:", "  renamed:", StringComparison.Ordinal));
        Assert.Equal("renamed", await AskAsync(host, "/plain"));
        await WriteAsync(time, path, "trapeze: 1\nfunctions: { bad }");
        Assert.Equal("renamed", await AskAsync(host, "/plain"));
    }

    [Fact]
    public async Task ChangedOrder_IsTheStoresOrder_BeforeARequestRunsUnderIt()
    {
        var time = new ManualTime();
        var path = "";
        await using var host = await StoreHostAsync(time, options => path = options.PolicyPath);

        Assert.Equal("client(ann): ", await AskAsync(host, "/items", GuardHost.Mint.Of("client", "ann")));
        await WriteAsync(time, path, StorePolicy.Replace("secret: client(*)", "secret: client(*)\n  auditor: client(*)", StringComparison.Ordinal)
            .Replace("are: secret", "are: auditor", StringComparison.Ordinal).Replace("callers: secret", "callers: auditor", StringComparison.Ordinal));

        // What a client wrote under the order before is in the sight of a label that did not exist then, and what is written now too.
        Assert.Equal("auditor: ann", await AskAsync(host, "/items", GuardHost.Mint.Of("owner")));
        Assert.Equal("client(ann): ann", await AskAsync(host, "/items", GuardHost.Mint.Of("client", "ann")));
    }

    [Fact]
    public async Task ChangedOrder_LeavesARequestInFlightItsOwnPolicy()
    {
        var time = new ManualTime();
        var path = "";
        var entered = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/items", async (Activation activation, FlowPolicy policy) =>
            {
                entered.TrySetResult();
                await goOn.Task;
                return $"{activation.Label.FlowsTo(policy.Order.Label("secret"))} {policy.Order.TryGetKind("auditor", out _)}";
            }),
            build: builder => builder.Services.AddSingleton<TimeProvider>(time),
            options: options => path = options.PolicyPath,
            policy: StorePolicy);

        var asks = AskAsync(host, "/items");
        await entered.Task;
        await WriteAsync(time, path, StorePolicy.Replace("secret: client(*)", "secret: client(*)\n  auditor: client(*)", StringComparison.Ordinal));
        goOn.SetResult();

        Assert.Equal("True False", await asks);
        Assert.Equal("True True", await AskAsync(host, "/items"));
    }

    [Theory]
    [InlineData("shelf: { key: id }", "shelf: { key: id }\n  more: { key: id }")]
    [InlineData("shelf: { key: id }", "shelf: { key: name }")]
    [InlineData("items: { on:", "heard: { on: event heard }\n  items: { on:")]
    public async Task ChangedPolicy_ThatThisProcessCannotServe_IsRefused(string before, string after)
    {
        var time = new ManualTime();
        var path = "";
        await using var host = await StoreHostAsync(time, options => path = options.PolicyPath);

        await WriteAsync(time, path, StorePolicy.Replace("  plain:", "  renamed:", StringComparison.Ordinal).Replace(before, after, StringComparison.Ordinal));
        Assert.Equal("plain", await AskAsync(host, "/plain"));
        await WriteAsync(time, path, StorePolicy.Replace("  plain:", "  renamed:", StringComparison.Ordinal));
        Assert.Equal("renamed", await AskAsync(host, "/plain"));
    }

    private static Task<GuardHost> StoreHostAsync(ManualTime time, Action<TrapezeOptions> options) => GuardHost.StartAsync(
        app =>
        {
            app.MapGet("/plain", (Activation activation) => activation.Function);
            app.MapGet("/items", async (IAmazonDynamoDB store, ClaimsPrincipal user, Activation activation) =>
            {
                var key = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { ["id"] = new("k") };
                var found = await store.GetItemAsync("shelf", key);
                if (user.FindFirst("sub")?.Value is { } name && !found.IsItemSet)
                {
                    await store.PutItemAsync("shelf", new(key, StringComparer.Ordinal) { ["by"] = new(name) });
                }

                return $"{activation.Label}: {(found.IsItemSet ? found.Item["by"].S : "")}";
            });
        },
        build: builder => builder.Services.AddSingleton<TimeProvider>(time),
        options: options,
        policy: StorePolicy);

    private static async Task<string> AskAsync(GuardHost host, string path, string? token = null)
    {
        using var reply = await host.GetAsync(path, token);
        return await reply.Content.ReadAsStringAsync();
    }

    private static async Task WriteAsync(ManualTime time, string path, string policy)
    {
        await File.WriteAllTextAsync(path, policy);
        for (var look = 0; look < 3; look++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
