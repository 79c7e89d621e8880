using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trapeze.Core.Activations;
using Trapeze.Policy;

namespace Trapeze.Shim.Tests.Guard;

public sealed class GuardedRequestTests
{
    [Fact]
    public async Task MinimalApi_BindsRouteQueryHeaderAndServices()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet(
            "/items/{id}", (string id, int page, Activation activation, FlowPolicy policy, HttpContext context) =>
                $"{id} {page} {activation.Function} {activation.Label} {policy.Functions.Count} {context.User.FindFirst("sub")?.Value}"));

        using var reply = await host.GetAsync("/items/7?page=3", GuardHost.Mint.Of("client"));

        Assert.Equal("7 3 items client(alice) 6 alice", await reply.Content.ReadAsStringAsync());
        Assert.Single(reply.Headers.GetValues("Trapeze-Activation"));
    }

    [Fact]
    public async Task Headers_ThatAFunctionChanged_AreItsOwnFromThenOn()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (HttpContext context) =>
        {
            var headers = context.Request.Headers;
            var before = headers.UserAgent.ToString();
            headers.UserAgent = "changed";
            headers.Remove("X-Sent");
            return $"{before} {headers.UserAgent} {headers.ContainsKey("X-Sent")} {headers.Host.Count}";
        }));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/plain") { Headers = { { "User-Agent", "sent" }, { "X-Sent", "yes" } } };

        using var reply = await host.Client.SendAsync(request);

        Assert.Equal("sent changed False 1", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task RaiseLabel_AboveTheReply_RefusesAtOnce_WhileTheHandlerHangs()
    {
        var hangs = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/rise/{mode}", async (string mode, Activation activation, FlowPolicy policy) =>
        {
            activation.RaiseLabel(policy.Order.Label("secret"));
            await hangs.Task;
            return "never seen";
        }));

        using var reply = await host.GetAsync("/rise/hang");

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Equal("""{"type":"urn:trapeze:refused:reply","title":"the policy does not let the reply out","status":403}""", await reply.Content.ReadAsStringAsync());
        hangs.SetResult();
    }
}
