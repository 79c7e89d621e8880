using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Trapeze.Policy;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Guard;

public sealed class PlacementTests
{
    [Fact]
    public Task NoGuard_TheHostDoesNotStart() => AssertDoesNotStartAsync("UseTrapeze was not", app => app.MapGet("/plain", () => "unguarded"));

    [Fact]
    public Task GuardInABranch_TheHostDoesNotStart() =>
        AssertDoesNotStartAsync("or only in a branch", app => app.Map("/branch", branch => branch.UseTrapeze()));

    [Fact]
    public Task GuardTwice_TheHostDoesNotStart() => AssertDoesNotStartAsync("called twice", app => app.UseTrapeze().UseTrapeze());

    [Fact]
    public Task AuthenticationBeforeTheGuard_TheHostDoesNotStart() =>
        AssertDoesNotStartAsync("UseAuthentication or UseAuthorization", app => app.UseAuthentication().UseTrapeze());

    [Fact]
    public Task AuthorizationBeforeTheGuard_TheHostDoesNotStart() =>
        AssertDoesNotStartAsync("UseAuthentication or UseAuthorization", app => app.UseRouting().UseAuthorization().UseTrapeze());

    [Fact]
    public Task EndpointsBeforeTheGuard_TheHostDoesNotStart() => AssertDoesNotStartAsync("UseEndpoints", app =>
    {
        app.UseRouting();
#pragma warning disable ASP0014 // the wrong order is what is tested
        app.UseEndpoints(endpoints => endpoints.MapGet("/plain", () => "unguarded"));
#pragma warning restore ASP0014
        app.UseTrapeze();
    });

    [Fact]
    public async Task NoAddTrapeze_UseTrapezeThrows()
    {
        await using var app = WebApplication.CreateBuilder().Build();

        Assert.Contains("AddTrapeze", Assert.Throws<InvalidOperationException>(() => app.UseTrapeze()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RoutingInFrontOfOrBehindTheGuard_Works(bool inFront)
    {
        await using var host = await GuardHost.StartAsync(
            app =>
            {
                if (!inFront)
                {
                    app.UseRouting();
                }

                app.MapGet("/items/{id}", (string id) => id);
            },
            before: app =>
            {
                if (inFront)
                {
                    app.UseRouting();
                }
            });

        using var reply = await host.GetAsync("/items/7");

        Assert.Equal("7", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task BadOptions_AreAllToldAtStart()
    {
        using var folder = new Folder();
        await using var app = GuardHost.Build(folder.Path, GuardHost.Policy, new MemoryAudit(), options: options =>
        {
            options.DataFolder = " ";
            options.MaxReplyBody = 0;
            options.HiddenDeadline = TimeSpan.Zero;
        });

        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            app.UseTrapeze();
            await app.StartAsync();
        });

        Assert.Equal(3, thrown.Failures.Count());
    }

    [Fact]
    public async Task BadPolicy_IsToldAtStart_WithEveryDiagnostic()
    {
        using var folder = new Folder();
        await using var app = GuardHost.Build(folder.Path, GuardHost.Policy.Replace("client(*)\n", "clent(*)\n", StringComparison.Ordinal).Replace("raises: secret", "raises: secrt", StringComparison.Ordinal), new MemoryAudit());

        var thrown = await Assert.ThrowsAsync<InvalidPolicyException>(async () =>
        {
            app.UseTrapeze();
            await app.StartAsync();
        });

        Assert.Contains("clent", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("secrt", thrown.Message, StringComparison.Ordinal);
    }

    private static async Task AssertDoesNotStartAsync(string complaint, Action<WebApplication> pipeline)
    {
        using var folder = new Folder();
        await using var app = GuardHost.Build(folder.Path, GuardHost.Policy, new MemoryAudit());

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            pipeline(app);
            await app.StartAsync();
        });

        Assert.Contains(complaint, thrown.Message, StringComparison.Ordinal);
    }
}
