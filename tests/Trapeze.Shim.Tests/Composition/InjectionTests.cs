using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Policy;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Events;
using Trapeze.Shim.Programs;
using Trapeze.Shim.Telemetry;
using Trapeze.Shim.Tests.Guard;
using Trapeze.Shim.Tests.Telemetry;
using Trapeze.Store;

namespace Trapeze.Shim.Tests.Composition;

/// <summary>What function code can ask its services for, and what it cannot.</summary>
public sealed class InjectionTests
{
    private static readonly Type[] ForFunctions =
        [typeof(Activation), typeof(FlowPolicy), typeof(IEvents), typeof(IChannels), typeof(IRelease), typeof(IPrograms), typeof(IMeasurements)];

    [Fact]
    public void Services_OfOurOwnThatCanBeNamed_AreThoseForFunctions()
    {
        var services = new ServiceCollection();
        services.AddTrapeze(_ => { }).UseAuditLog(new MemoryAudit()).AddFunction<ShelfLike>("f").AddDeclassifier<YesNo>("c");

        var named = services.Where(service => service.ServiceType.IsVisible && IsOurs(service.ServiceType)).Select(service => service.ServiceType);

        // The options are settled before a function runs: `Options_ChangedByAFunction_ChangeNothing`.
        Assert.Equal(
            ForFunctions.Select(type => type.FullName).Order(StringComparer.Ordinal),
            named.Where(type => !type.GenericTypeArguments.Contains(typeof(TrapezeOptions))).Select(type => type.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Handler_ThatAsksForTheTrustedBase_GetsNothing()
    {
        var missing = new ConcurrentBag<Type>();
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (HttpContext context) =>
        {
            foreach (var type in (Type[])[typeof(FacetedStore), typeof(ReferenceMonitor), typeof(IAuditLog), typeof(PolicySource), typeof(LoggerFactory)])
            {
                if (context.RequestServices.GetService(type) is null)
                {
                    missing.Add(type);
                }
            }
        }));

        using var reply = await host.GetAsync("/plain");

        Assert.Equal(5, missing.Count);
    }

    [Fact]
    public async Task Scope_ThatAFunctionMakes_HasNoActivationAndGivesNothing()
    {
        var refused = 0;
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (HttpContext context) =>
        {
            var factory = context.RequestServices.GetRequiredService<IServiceScopeFactory>();
            foreach (var type in ForFunctions.Append(typeof(AmazonDynamoDBClient)).Append(typeof(IAmazonDynamoDB)).Except([typeof(IMeasurements)]))
            {
                using var scope = factory.CreateScope();
                Assert.ThrowsAny<InvalidOperationException>(() => scope.ServiceProvider.GetService(type));
                refused++;
            }

            var contexts = context.RequestServices.GetRequiredService<IHttpContextFactory>();
            var features = new FeatureCollection();
            features.Set<IHttpRequestFeature>(new HttpRequestFeature());
            features.Set<IHttpResponseFeature>(new HttpResponseFeature());
            Assert.Throws<InvalidOperationException>(() => contexts.Create(features).RequestServices.GetService<Activation>());
        }));

        using var reply = await host.GetAsync("/plain");

        Assert.Equal((200, 8), ((int)reply.StatusCode, refused));
    }

    [Fact]
    public async Task Options_ChangedByAFunction_ChangeNothing()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (IOptions<TrapezeOptions> options) =>
        {
            options.Value.MaxReplyBody = 1;
            return "as before";
        }));

        using var first = await host.GetAsync("/plain");
        using var second = await host.GetAsync("/plain");

        Assert.Equal("as before", await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task LoggerFactory_TakesNoProviderOfAFunction()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (ILoggerFactory loggers) =>
        {
            using var mine = new Lines();
            Assert.Throws<NotSupportedException>(() => loggers.AddProvider(mine));
        }));

        using var reply = await host.GetAsync("/plain");

        Assert.Equal(200, (int)reply.StatusCode);
    }

    [Theory]
    [InlineData(typeof(IAuditLog), "UseAuditLog")]
    [InlineData(typeof(FacetedStore), "FacetedStore")]
    [InlineData(typeof(PolicySource), "PolicySource")]
    [InlineData(typeof(ReferenceMonitor), "ReferenceMonitor")]
    public async Task TrustedBase_RegisteredAsAService_TheHostDoesNotStart(Type type, string named)
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => GuardHost.StartAsync(
            _ => { }, build: builder => builder.Services.AddSingleton(type, _ => throw new NotSupportedException())));

        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
    }

    private static bool IsOurs(Type type) =>
        type.Assembly.GetName().Name!.StartsWith("Trapeze.", StringComparison.Ordinal) || type.GenericTypeArguments.Any(IsOurs);

    private sealed class ShelfLike : IEventFunction
    {
        public Task RunAsync(EventMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class YesNo : IDeclassifier<string, bool>
    {
        public bool Release(string input) => input.Length > 0;
    }
}
