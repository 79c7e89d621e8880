using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Policy;

namespace Trapeze.Shim.Tests.Guard;

/// <summary>What browsers need of an application: CORS in front of the guard, antiforgery behind it.</summary>
public sealed class BrowserTests
{
    private const string Origin = "https://shop.example";

    [Fact]
    public async Task CorsInFrontOfTheGuard_AnswersThePreflight_AndMarksEveryReply()
    {
        await using var host = await GuardHost.StartAsync(
            app =>
            {
                app.MapGet("/plain", () => "seen").RequireCors();
                app.MapGet("/rise/{mode}", (Activation activation, FlowPolicy policy) => activation.RaiseLabel(policy.Order.Label("secret"))).RequireCors();
            },
            build: builder => builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins(Origin).WithMethods("GET"))),
            before: app => app.UseRouting().UseCors());

        using var preflight = await AskAsync(host, HttpMethod.Options, "/plain");
        using var seen = await AskAsync(host, HttpMethod.Get, "/plain");
        using var refused = await AskAsync(host, HttpMethod.Get, "/rise/now");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK, HttpStatusCode.Forbidden), (preflight.StatusCode, seen.StatusCode, refused.StatusCode));
        Assert.All(
            (HttpResponseMessage[])[preflight, seen, refused],
            reply => Assert.Equal(Origin, Assert.Single(reply.Headers.GetValues("Access-Control-Allow-Origin"))));
        Assert.Equal(2, host.Audit.Starts);
    }

    [Fact]
    public async Task AntiforgeryBehindTheGuard_WantsItsToken()
    {
        await using var host = await GuardHost.StartAsync(
            app =>
            {
                app.UseAntiforgery();
                app.MapGet("/plain", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
                app.MapPost("/plain", ([FromForm] string name) => name);
            },
            build: builder =>
            {
                builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
                builder.Services.AddAntiforgery();
            });
        using var page = await host.GetAsync("/plain");
        var token = await page.Content.ReadAsStringAsync();
        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie")).Split(';')[0];

        using var without = await PostAsync(host, cookie, null);
        using var with = await PostAsync(host, cookie, token);

        Assert.Equal((HttpStatusCode.BadRequest, "ann"), (without.StatusCode, await with.Content.ReadAsStringAsync()));
    }

    private static async Task<HttpResponseMessage> AskAsync(GuardHost host, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", Origin);
        if (method == HttpMethod.Options)
        {
            request.Headers.Add("Access-Control-Request-Method", "GET");
        }

        return await host.Client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> PostAsync(GuardHost host, string cookie, string? token)
    {
        using var form = new FormUrlEncodedContent([new("name", "ann")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/plain") { Content = form };
        request.Headers.Add("Cookie", cookie);
        if (token is not null)
        {
            request.Headers.Add("RequestVerificationToken", token);
        }

        return await host.Client.SendAsync(request);
    }
}
