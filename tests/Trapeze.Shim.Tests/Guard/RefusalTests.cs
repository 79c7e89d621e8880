using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Trapeze.Core.Activations;
using Trapeze.Policy;

namespace Trapeze.Shim.Tests.Guard;

public sealed class RefusalTests
{
    private static readonly string[] Modes =
    [
        "return", "throw", "hang", "block", "abort", "status", "redirect", "headers-before", "headers-after", "cookies", "body-before", "flush-before",
        "body-after", "large-after", "start-before", "on-starting", "items", "twice", "yield", "complete", "refused-flow", "file",
    ];

    [Fact]
    public async Task Refusal_IsTheSameBytes_WhateverTheHandlerDoes()
    {
        using var end = new ManualResetEventSlim();
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/rise/{mode}", (string mode, HttpContext context, Activation activation, FlowPolicy policy) =>
            DoAsync(mode, context, activation, () => activation.RaiseLabel(policy.Order.Label("secret")), end)));

        var answers = new List<string>();
        foreach (var mode in Modes)
        {
            var answer = await RawClient.AskAsync(host.Address, $"GET /rise/{mode} HTTP/1.1");
            Assert.True(RawClient.Status(answer) == 403, $"{mode}: {answer}");
            answers.Add(RawClient.Constant(answer));
        }

        end.Set();
        Assert.Single(answers.Distinct());
        Assert.Equal(
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 97\r\nConnection: close\r\nContent-Type: application/problem+json\r\nDate: …\r\nServer: Kestrel\r\nTrapeze-Activation: …\r\n\r\n"
            + """{"type":"urn:trapeze:refused:reply","title":"the policy does not let the reply out","status":403}""",
            answers[0]);
    }

    [Fact]
    public async Task RaiseLabel_ThatThePolicyDoesNotAllow_LeavesTheReply()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (Activation activation, FlowPolicy policy) =>
            activation.TryRaiseLabel(policy.Order.Label("secret")).IsAllowed ? "raised" : "stays"));

        using var reply = await host.GetAsync("/plain");

        Assert.Equal("stays", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task RefusedFlow_NotCaught_IsAConstant()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", string (Activation activation, FlowPolicy policy) =>
        {
            activation.RaiseLabel(policy.Order.Label("secret"));
            return "never";
        }));

        using var reply = await host.GetAsync("/plain");

        Assert.Equal(403, (int)reply.StatusCode);
        Assert.Equal("""{"type":"urn:trapeze:refused:flow","title":"the policy refuses a flow of the function","status":403}""", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task RaiseAfterTheReply_ChangesNothing()
    {
        var raised = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/rise/{mode}", (HttpContext context, Activation activation, FlowPolicy policy) =>
        {
            context.Response.OnCompleted(() =>
            {
                activation.RaiseLabel(policy.Order.Label("secret"));
                raised.SetResult();
                return Task.CompletedTask;
            });
            return "told before";
        }));

        using var reply = await host.GetAsync("/rise/later");
        await raised.Task;

        Assert.Equal("told before", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HandlerThatRunsOn_KeepsItsRequestAndItsScope()
    {
        var seen = new TaskCompletionSource<string>();
        var go = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(app => app.MapPost("/rise/{mode}", async (string mode, HttpContext context, Activation activation, FlowPolicy policy) =>
        {
            activation.RaiseLabel(policy.Order.Label("secret"));
            await go.Task;
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            var scoped = (Activation)context.RequestServices.GetService(typeof(Activation))!;
            context.RequestAborted.ThrowIfCancellationRequested();
            seen.SetResult($"{mode} {body} {context.Request.Headers["X-Mark"]} {context.Request.Headers["Absent"].Count} {scoped.Id == activation.Id} {context.Connection.RemoteIpAddress}");
        }));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/rise/on") { Content = new StringContent("payload") };
        request.Headers.Add("X-Mark", "mine");

        using var reply = await host.Client.SendAsync(request);
        for (var i = 0; i < 20; i++)
        {
            using var other = await host.GetAsync("/nothing");
        }

        go.SetResult();

        Assert.Equal(403, (int)reply.StatusCode);
        Assert.Equal("on payload mine 0 True 127.0.0.1", await seen.Task);
    }

    private static async Task DoAsync(string mode, HttpContext context, Activation activation, Action raise, ManualResetEventSlim end)
    {
        var response = context.Response;
        switch (mode)
        {
            case "headers-before": response.Headers["X-Secret"] = "1"; response.Headers.ContentType = "text/plain"; break;
            case "cookies": response.Cookies.Append("secret", "1"); break;
            case "body-before": await response.WriteAsync("secret"); break;
            case "flush-before": await response.WriteAsync("secret"); await response.Body.FlushAsync(); break;
            case "start-before": await response.StartAsync(); break;
            case "status": response.StatusCode = 418; break;
            case "redirect": response.Redirect("/secret"); break;
            case "on-starting": response.OnStarting(() => { response.Headers["X-Secret"] = "1"; return Task.CompletedTask; }); break;
            case "yield": await Task.Yield(); break;
        }

        raise();
        switch (mode)
        {
            case "throw": throw new InvalidOperationException("secret");
            case "hang": await new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromMinutes(5)); break;
            case "block": end.Wait(); break;
            case "abort": context.Abort(); break;
            case "headers-after": response.Headers["X-Secret"] = "1"; response.StatusCode = 200; break;
            case "body-after": await response.WriteAsync("secret"); await response.CompleteAsync(); break;
            case "large-after": await response.Body.WriteAsync(new byte[20_000_000]); break;
            case "items": context.Features.Get<IHttpResponseFeature>()!.StatusCode = 299; break;
            case "twice": raise(); break;
            case "complete": await response.CompleteAsync(); break;
            case "refused-flow": throw new FlowRefusedException(Rule.Send, "log");
            case "file": await response.SendFileAsync(typeof(RefusalTests).Assembly.Location); break;
        }

        _ = activation;
        _ = Encoding.UTF8;
    }
}
