using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;

namespace Trapeze.Shim.Tests.Guard;

public sealed class RouteTests
{
    private const string NoRule = """{"type":"urn:trapeze:no-rule","title":"the policy names no function for this request","status":404}""";

    [Theory]
    [InlineData("GET", "/owners", 403)]
    [InlineData("GET", "/OWNERS", 403)]
    [InlineData("GET", "/owners/", 403)]
    [InlineData("GET", "/%6Fwners", 403)]
    [InlineData("GET", "/./owners", 403)]
    [InlineData("GET", "/x/../owners", 403)]
    [InlineData("GET", "/owners?x=/plain", 403)]
    [InlineData("GET", "//owners", 404)]
    [InlineData("GET", "/owners//", 404)]
    [InlineData("GET", "/owners%2F", 404)]
    [InlineData("GET", "/owners;x", 404)]
    [InlineData("GET", "/plain/../owners", 403)]
    [InlineData("GET", "/plain%2F..%2Fowners", 404)]
    [InlineData("HEAD", "/owners", 404)]
    [InlineData("POST", "/owners", 404)]
    [InlineData("get", "/owners", 403)]
    public async Task Paths_HoweverWritten_NeverReachWhatTheyAreRefused(string method, string path, int status)
    {
        var reached = 0;
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.MapMethods("/owners", ["GET", "HEAD", "POST"], () => Interlocked.Increment(ref reached));
            app.MapGet("/plain/{**rest}", (string rest) => rest);
        });

        var answer = await RawClient.AskAsync(host.Address, $"{method} {path} HTTP/1.1", "X-HTTP-Method-Override: GET", "X-Original-URL: /plain");

        Assert.Equal(status, RawClient.Status(answer));
        Assert.Equal(0, reached);
        Assert.Equal(0, host.Audit.Starts);
    }

    [Theory]
    [InlineData("/owners")]
    [InlineData("/OWNERS/")]
    public async Task PlainMiddleware_IsRefusedByPathAsEndpointsAre(string path)
    {
        await using var host = await GuardHost.StartAsync(app => app.Run(context => context.Response.WriteAsync("reached")));

        using var reply = await host.GetAsync(path);

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
    }

    [Fact]
    public async Task EndpointThatNoFunctionNames_IsNotReached()
    {
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.MapGet("/hidden", () => "reached");
            app.MapGet("/items/{id}/more", () => "reached");
            app.MapGet("/items/special", () => "reached");
        });

        foreach (var path in new[] { "/hidden", "/items/7/more", "/items/special", "/nowhere" })
        {
            using var reply = await host.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
            Assert.Equal(NoRule, await reply.Content.ReadAsStringAsync());
        }

        Assert.Equal(0, host.Audit.Starts);
    }

    [Fact]
    public async Task MiddlewareThatChoosesAnotherEndpoint_IsStopped()
    {
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.Use((context, next) =>
            {
                var owners = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.Single(endpoint => endpoint.DisplayName!.Contains("owners", StringComparison.Ordinal));
                context.SetEndpoint(owners);
                return next(context);
            });
            app.MapGet("/plain", () => "plain");
            app.MapGet("/owners", () => "owners");
        });

        using var reply = await host.GetAsync("/plain");

        Assert.Equal(HttpStatusCode.InternalServerError, reply.StatusCode);
    }

    [Fact]
    public async Task PathRewrittenBehindTheGuard_DoesNotReachAnotherFunction()
    {
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.Use((context, next) =>
            {
                context.Request.Path = "/owners";
                return next(context);
            });
            app.UseRouting();
            app.MapGet("/owners", () => "owners");
        });

        using var reply = await host.GetAsync("/plain");

        Assert.Equal(HttpStatusCode.InternalServerError, reply.StatusCode);
    }

    [Fact]
    public async Task FunctionsThatAConstraintAloneTellsApart_AreNeitherReached()
    {
        const string Two = """
              byNumber: { on: "GET /things/{id:int}" }
              byName: { on: "GET /things/{name}" }
            """;
        await using var host = await GuardHost.StartAsync(
            app =>
            {
                app.MapGet("/things/{id:int}", (int id) => id);
                app.MapGet("/things/{name}", (string name) => name);
            },
            policy: $"{GuardHost.Policy}\n{Two}");

        foreach (var path in new[] { "/things/7", "/things/seven" })
        {
            using var reply = await host.GetAsync(path);
            Assert.Equal(NoRule, await reply.Content.ReadAsStringAsync());
        }

        Assert.Equal(0, host.Audit.Starts);
    }

    [Fact]
    public async Task Constraints_AndNamesOfParameters_AreTheEndpointsOwn()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/items/{number:int}", (int number, Activation activation) => $"{activation.Function} {number}"));

        using var fits = await host.GetAsync("/items/7");
        using var doesNot = await host.GetAsync("/items/seven");

        Assert.Equal("items 7", await fits.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, doesNot.StatusCode);
    }
}
