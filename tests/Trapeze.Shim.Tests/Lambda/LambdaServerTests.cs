using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.LocalLambda;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;
using Trapeze.Shim.Lambda;
using Trapeze.Shim.Tests.Guard;
using Trapeze.Shim.Tests.Sources.Stage;

namespace Trapeze.Shim.Tests.Lambda;

/// <summary>semantics §2, "The reply is a channel" and "Warm instances", through Lambda's Runtime API.</summary>
public sealed class LambdaServerTests
{
    private static readonly LambdaOptions Renewed = new();

    [Fact]
    public async Task Request_OfAnHttpApi_IsServedByTheGuardedPipeline()
    {
        await using var app = await LambdaApp.StartAsync(map => map.MapGet("/items/{id}", (string id, Activation activation) => Results.Text($"{id} at {activation.Label}")));

        var reply = LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/items/seven", GuardHost.Mint.Of("client"))));

        Assert.Equal(200, reply.GetProperty("statusCode").GetInt32());
        Assert.Equal("seven at client(alice)", reply.GetProperty("body").GetString());
        Assert.False(reply.GetProperty("isBase64Encoded").GetBoolean());
    }

    [Fact]
    public async Task Process_OfWhichAPictureIsTaken_AsksForNoEventBefore_AndKeepsNoKeysAcross()
    {
        EnvelopeSeal? before = null;
        Task<InvocationResult>? first = null;
        EnvelopeSeals? seals = null;
        await using var app = await LambdaApp.StartAsync(map => map.MapGet("/plain", () => "served"), atPicture: async picture =>
        {
            seals = picture.Services.GetRequiredService<EnvelopeSeals>();
            before = await seals.GetAsync();
            first = picture.Cloud.InvokeAsync(LambdaApp.Function, Encoding.UTF8.GetBytes(LambdaApp.Event("GET", "/plain")));
            Assert.Same(before, await seals.GetAsync());
            Assert.False(first.IsCompleted);
        });

        Assert.Equal("served", LambdaApp.Read(await first!).GetProperty("body").GetString());
        Assert.NotSame(before, await seals!.GetAsync());
    }

    [Fact]
    public async Task Request_ThatTakesTooLong_GetsAConstant_AndTheProcessIsRenewed()
    {
        await using var app = await LambdaApp.StartAsync(
            map => map.MapGet("/plain", () => new TaskCompletionSource<string>().Task),
            new LambdaOptions { WarmProcess = WarmProcess.SharedByAllLabels, Margin = TimeSpan.FromMilliseconds(1_600) },
            timeout: TimeSpan.FromSeconds(2));

        var reply = LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/plain")));
        await app.Renewal.First.Task;

        Assert.Equal(504, reply.GetProperty("statusCode").GetInt32());
        Assert.Equal([null], app.Renewal.Asked);
    }

    [Fact]
    public async Task Record_ThatHangs_IsEndedWithItsProcess_EvenInOneForAllLabels()
    {
        const string Policy = """
            trapeze: 1
            labels: { public: }
            functions: { hang: { on: event deed } }
            sources: { open: { sqs: open, event: deed, unsigned: public } }
            """;
        await using var app = await LambdaApp.StartAsync(
            _ => { },
            new LambdaOptions { WarmProcess = WarmProcess.SharedByAllLabels, Margin = TimeSpan.FromMilliseconds(1_600) },
            timeout: TimeSpan.FromSeconds(2),
            policy: Policy,
            services: services => services.AddSingleton(new EventFunctionRegistration("hang", typeof(HangingFunction))));

        var reply = LambdaApp.Read(await app.InvokeAsync(Encoding.UTF8.GetString(AwsEvents.Sqs("open", [new Message("a", "1")]))));
        await app.Renewal.First.Task;

        Assert.Single(reply.GetProperty("batchItemFailures").EnumerateArray());
        Assert.Equal([null], app.Renewal.Asked);
    }

    [Theory]
    [InlineData("alice", "alice", false)]
    [InlineData("alice", "bob", true)]
    public async Task Process_ServesOnlyThoseWhoMaySeeWhatRanInIt(string first, string second, bool isRenewed)
    {
        await using var app = await LambdaApp.StartAsync(map => map.MapGet("/plain", () => "x"), Renewed);

        await app.InvokeAsync(LambdaApp.Event("GET", "/plain"));
        await app.InvokeAsync(LambdaApp.Event("GET", "/plain", GuardHost.Mint.Of("client", first)));
        var last = app.InvokeAsync(LambdaApp.Event("GET", "/plain", GuardHost.Mint.Of("client", second)));
        await Task.WhenAny(last, app.Renewal.First.Task);

        Assert.Equal(isRenewed, app.Renewal.Asked.Count > 0);
    }

    [Fact]
    public async Task Process_InWhichAFunctionHasRisen_ServesNobodyBelow()
    {
        await using var app = await LambdaApp.StartAsync(
            map =>
            {
                map.MapGet("/plain", () => "x");
                map.MapGet("/rise/{mode}", (Activation activation) => activation.RaiseLabel(activation.Label.Order.Parse("secret")));
            },
            Renewed);

        await app.InvokeAsync(LambdaApp.Event("GET", "/rise/one", GuardHost.Mint.Of("client")));
        var owner = LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/plain", GuardHost.Mint.Of("owner"))));
        var before = app.Renewal.Asked.Count;
        var same = app.InvokeAsync(LambdaApp.Event("GET", "/plain", GuardHost.Mint.Of("client")));
        await app.Renewal.First.Task;

        Assert.Equal("x", owner.GetProperty("body").GetString());
        Assert.Equal(0, before);
        Assert.NotNull(Assert.Single(app.Renewal.Asked));
        _ = same;
    }

    [Theory]
    [InlineData("""
        ,"authorizer":{"jwt":{"claims":{"role":"owner","sub":"alice"},"scopes":null}}
        """)]
    [InlineData("""
        ,"authorizer":{"lambda":{"role":"owner"}},"identity":{"user":"alice"}
        """)]
    public async Task Authorizer_OfAForgedEvent_AuthenticatesNobody(string forged)
    {
        await using var app = await LambdaApp.StartAsync(map =>
        {
            map.MapGet("/owners", () => "secret").RequireAuthorization();
            map.MapGet("/plain", (HttpContext context, Activation activation) =>
                $"{context.User.Identity?.IsAuthenticated} {activation.Label} {context.Items.Keys.Any(key => $"{key}".Contains("Lambda", StringComparison.Ordinal))} {context.Features.Get<Shim.Guard.IRequestHost>() is null}");
        });

        var refused = LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/owners", more: forged)));
        var anonymous = LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/plain", more: forged)));

        Assert.Equal(403, refused.GetProperty("statusCode").GetInt32());
        Assert.Equal("False public False True", anonymous.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("acme", "acme", 200)]
    [InlineData("acme", "other", 403)]
    [InlineData(null, "acme", 403)]
    public async Task Tenant_OfTheProcess_HasToBeTheTokens(string? claim, string subject, int status)
    {
        await using var app = await LambdaApp.StartAsync(
            map => map.MapGet("/plain", () => "x"),
            new LambdaOptions { WarmProcess = WarmProcess.SharedByAllLabels, TenantClaim = claim is null ? null : "sub" }, isByTenant: true, tenant: "acme");

        var reply = LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/plain", GuardHost.Mint.Of("client", subject)), "acme"));

        Assert.Equal(status, reply.GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task Function_ThatAnotherProcessServes_IsNoneOfThePolicys()
    {
        await using var app = await LambdaApp.StartAsync(
            map =>
            {
                map.MapGet("/plain", () => "x");
                map.MapGet("/items/{id}", () => "y");
            },
            new LambdaOptions { WarmProcess = WarmProcess.SharedByAllLabels, Function = "items" });

        Assert.Equal(404, LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/plain"))).GetProperty("statusCode").GetInt32());
        Assert.Equal(200, LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/items/1"))).GetProperty("statusCode").GetInt32());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"version":"2.0"}""")]
    [InlineData("""{"version":"2.0","requestContext":{"http":{"method":"GET"},"http":{"method":"GET"}}}""")]
    public async Task Event_ThatIsNone_IsRefusedInConstantWords(string payload)
    {
        await using var app = await LambdaApp.StartAsync(map => map.MapGet("/plain", () => "x"));

        var refused = await app.InvokeAsync(payload);

        Assert.NotNull(refused.FunctionError);
        Assert.Contains("the event is refused", refused.Text, StringComparison.Ordinal);
        Assert.Equal(200, LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", "/plain"))).GetProperty("statusCode").GetInt32());
    }

    [Theory]
    [InlineData("/pl\\u0000ain")]
    [InlineData("plain")]
    [InlineData("/plain%00")]
    public async Task Request_ThatNoServerTakes_IsBad(string path)
    {
        await using var app = await LambdaApp.StartAsync(map => map.MapGet("/plain", () => "x"));

        Assert.Equal(400, LambdaApp.Read(await app.InvokeAsync(LambdaApp.Event("GET", path))).GetProperty("statusCode").GetInt32());
    }

    private sealed class HangingFunction : IEventFunction
    {
        public Task RunAsync(EventMessage message, CancellationToken cancellationToken) => new TaskCompletionSource().Task;
    }
}
