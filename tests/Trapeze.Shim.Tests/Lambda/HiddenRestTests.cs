using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trapeze.Core.Activations;
using Trapeze.Shim.Lambda;
using Trapeze.Shim.Tests.Guard;

namespace Trapeze.Shim.Tests.Lambda;

/// <summary>semantics §2, "The reply is a channel": what an activation does above its reply, beside the reply in Lambda.</summary>
public sealed partial class HiddenRestTests
{
    [Fact]
    public async Task Reply_OfAFunctionThatRises_IsPostedAtTheRaise_AndTheRestRunsBeforeTheNextEvent()
    {
        var released = new TaskCompletionSource();
        var atRest = new TaskCompletionSource();
        await using var app = await LambdaApp.StartAsync(map =>
        {
            map.MapGet("/rise/{mode}", async (Activation activation) =>
            {
                activation.RaiseLabel(activation.Label.Order.Parse("secret"));
                atRest.SetResult();
                await released.Task;
                return "too late";
            });
            map.MapGet("/plain", () => "next");
        });

        var reply = LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/rise/one", GuardHost.Mint.Of("client"))));
        await atRest.Task;
        var next = app.InvokeAsync(LambdaApp.Event("GET", "/plain"));

        Assert.Equal(403, reply.GetProperty("statusCode").GetInt32());
        Assert.Contains("urn:trapeze:refused:reply", reply.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.False(next.IsCompleted);
        released.SetResult();
        Assert.Equal("next", LambdaApp.Read(await next).GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("returns")]
    [InlineData("throws")]
    [InlineData("allocates")]
    public async Task HiddenRest_WhateverItDoes_ChangesNothingOfTheReply(string mode)
    {
        await using var app = await LambdaApp.StartAsync(map => map.MapGet("/rise/{mode}", (string mode, Activation activation, HttpResponse response) =>
        {
            activation.RaiseLabel(activation.Label.Order.Parse("secret"));
            response.Headers["X-Secret"] = mode;
            return mode switch
            {
                "throws" => throw new InvalidOperationException(mode),
                "allocates" => Results.Bytes(new byte[4 * 1024 * 1024]),
                _ => Results.Text(mode),
            };
        }));

        var first = await app.InvokeAsync(LambdaApp.Event("GET", "/rise/returns", GuardHost.Mint.Of("client")));
        var second = await app.InvokeAsync(LambdaApp.Event("GET", $"/rise/{mode}", GuardHost.Mint.Of("client")));

        Assert.Equal(WithoutId(first.Text), WithoutId(second.Text));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("thread")]
    [InlineData("completed")]
    public async Task HiddenRest_BeginsWhenLambdaHasTheReply(string mode)
    {
        LambdaApp? app = null;
        var answers = new List<long>();
        await using var started = app = await LambdaApp.StartAsync(map => map.MapGet("/rise/{mode}", async (string mode, Activation activation, HttpResponse response) =>
        {
            switch (mode)
            {
                case "completed":
                    response.OnCompleted(RiseAsync);
                    break;
                case "thread":
                    await Task.Run(RiseAsync);
                    break;
                default:
                    await RiseAsync();
                    break;
            }

            Task RiseAsync()
            {
                activation.RaiseLabel(activation.Label.Order.Parse("secret"));
                answers.Add(app!.Cloud.Answers(LambdaApp.Function));
                return Task.CompletedTask;
            }
        }));

        for (var round = 0; round < 10; round++)
        {
            await app.InvokeAsync(LambdaApp.Event("GET", $"/rise/{mode}", GuardHost.Mint.Of("client")));
        }

        // Served when the last rest has ended.
        await app.InvokeAsync(LambdaApp.Event("GET", "/plain"));
        Assert.Equal(Enumerable.Range(1, 10).Select(round => (long)round), answers);
    }

    [Fact]
    public async Task HiddenRest_ThatHangs_IsAskedToStop_AndThenTheProcessIsRenewed()
    {
        var stopped = new TaskCompletionSource();
        await using var app = await LambdaApp.StartAsync(
            map => map.MapGet("/rise/{mode}", (string mode, Activation activation, HttpContext context) =>
            {
                activation.RaiseLabel(activation.Label.Order.Parse("secret"));
                if (mode is "ends")
                {
                    return Task.FromResult(mode);
                }

                context.RequestAborted.Register(stopped.SetResult);
                return new TaskCompletionSource<string>().Task;
            }),
            new LambdaOptions { WarmProcess = WarmProcess.SharedByAllLabels, Margin = TimeSpan.FromMilliseconds(1_600) },
            timeout: TimeSpan.FromSeconds(4));

        // In a warm process the reply is long posted when the deadline comes near.
        await app.InvokeAsync(LambdaApp.Event("GET", "/rise/ends", GuardHost.Mint.Of("client")));
        var reply = LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/rise/hangs", GuardHost.Mint.Of("client"))));
        var wasAsked = stopped.Task.IsCompleted;
        await stopped.Task;
        await app.Renewal.First.Task;

        Assert.False(wasAsked);
        Assert.Equal(403, reply.GetProperty("statusCode").GetInt32());
        Assert.Equal([null], app.Renewal.Asked);
    }

    private static string WithoutId(string text) => Id().Replace(text, "");

    [GeneratedRegex("\"Trapeze-Activation\":\"[^\"]*\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Id();
}
