using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.LocalLambda;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Lambda;
using Trapeze.Shim.Lambda.Runtime;
using Trapeze.Shim.Tests.Guard;

namespace Trapeze.Shim.Tests.Lambda;

/// <summary>A guarded application in this process, served by Trapeze's Lambda host, behind the stand-in for Lambda and its gateways.</summary>
internal sealed class LambdaApp : IAsyncDisposable
{
    internal const string Function = "app";
    private readonly string _folder;
    private readonly WebApplication _app;
    private readonly AttachedInstance _instance;

    private LambdaApp(string folder, WebApplication app, LocalCloud cloud, AttachedInstance instance, NotedRenewal renewal, MemoryAudit audit)
    {
        _folder = folder;
        _app = app;
        Cloud = cloud;
        _instance = instance;
        Renewal = renewal;
        Audit = audit;
    }

    internal LocalCloud Cloud { get; }

    internal NotedRenewal Renewal { get; }

    internal MemoryAudit Audit { get; }

    internal static async Task<LambdaApp> StartAsync(
        Action<WebApplication> map, LambdaOptions? options = null, TimeSpan? timeout = null, int concurrency = 1, bool isByTenant = false, string? tenant = null,
        Action<TrapezeOptions>? trapeze = null, Action<WebApplication>? before = null, bool isGuarded = true,
        Func<LambdaPicture, Task>? atPicture = null, string policy = GuardHost.Policy, Action<IServiceCollection>? services = null)
    {
        var cloud = await LocalCloud.StartAsync(new LocalCloudOptions
        {
            Functions = [new LocalFunction { Name = Function, Timeout = timeout ?? TimeSpan.FromSeconds(30), Concurrency = concurrency, IsIsolatedByTenant = isByTenant, InitTimeout = TimeSpan.FromSeconds(60) }],
            Routes = [new LocalRoute("$default", Function)],
        });
        var folder = Directory.CreateTempSubdirectory("trapeze-lambda-app-").FullName;
        var instance = cloud.Attach(Function, tenant);
        var renewal = new NotedRenewal();
        var audit = new MemoryAudit();
        var process = new LambdaProcess(options ?? new LambdaOptions { WarmProcess = WarmProcess.SharedByAllLabels }, renewal, handover: null) { Concurrency = concurrency, WaitsForRestore = atPicture is not null };
        var app = GuardHost.Build(
            folder,
            policy,
            audit,
            builder =>
            {
                LambdaHosting.Add(builder.Services, process, new RuntimeApi(instance.RuntimeApi));
                services?.Invoke(builder.Services);
            },
            trapeze);
        before?.Invoke(app);
        if (isGuarded)
        {
            app.UseTrapeze();
        }

        map(app);
        var starting = app.StartAsync();
        if (atPicture is not null)
        {
            await instance.Pictured;
            await atPicture(new LambdaPicture(app.Services, cloud));
            instance.Restore();
        }

        await starting;
        return new LambdaApp(folder, app, cloud, instance, renewal, audit);
    }

    /// <summary>A request as an HTTP API tells of it.</summary>
    internal static string Event(string method, string path, string? token = null, string? more = null) =>
        $$$"""
        {"version":"2.0","rawPath":"{{{path}}}","rawQueryString":"","headers":{"host":"shop.example"{{{(token is null ? "" : $",\"authorization\":\"Bearer {token}\"")}}}},
        "requestContext":{"stage":"$default","http":{"method":"{{{method}}}","path":"{{{path}}}","sourceIp":"203.0.113.7"}{{{more}}}}}
        """;

    /// <summary>What an invocation that did not fail has answered.</summary>
    internal static JsonElement Read(InvocationResult result)
    {
        Assert.Null(result.FunctionError);
        return JsonDocument.Parse(result.Payload).RootElement;
    }

    internal Task<InvocationResult> InvokeAsync(string payload, string? tenant = null) =>
        Cloud.InvokeAsync(Function, System.Text.Encoding.UTF8.GetBytes(payload), new InvocationOptions { TenantId = tenant });

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
        await _instance.DisposeAsync();
        await Cloud.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
