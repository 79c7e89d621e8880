using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Audit;
using Trapeze.Shim.Composition;

namespace Trapeze.Shim.Tests.Hosting;

/// <summary>Everything that AddTrapeze composes, without a web server, over a folder of its own.</summary>
internal sealed class ShimHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ShimHost(string folder, ServiceProvider services)
    {
        Folder = folder;
        _services = services;
    }

    internal string Folder { get; }

    internal IServiceProvider Services => _services;

    internal LabelOrder Order => _services.GetRequiredService<PolicyInForce>().Current.Order;

    internal static ShimHost Create(string folder, string policy, TimeProvider? time = null, Action<TrapezeBuilder>? configure = null)
    {
        var path = Path.Combine(folder, "policy.yaml");
        File.WriteAllText(path, policy);
        var services = new ServiceCollection();
        services.AddLogging();
        if (time is not null)
        {
            services.AddSingleton(time);
        }

        services.TryAddSingleton<IHostApplicationLifetime, NoLifetime>();
        var builder = services.AddTrapeze(options =>
        {
            options.PolicyPath = path;
            options.DataFolder = Path.Combine(folder, "data");
        });
        configure?.Invoke(builder);
        return new ShimHost(folder, services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true }));
    }

    internal static async Task<ShimHost> StartAsync(string folder, string policy, TimeProvider? time = null, Action<TrapezeBuilder>? configure = null)
    {
        var host = Create(folder, policy, time, configure);
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await host._services.DisposeAsync();
            throw;
        }
    }

    internal async Task StartAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }
    }

    internal Label Label(string text) => Order.Parse(text);

    /// <summary>Runs <paramref name="body"/> as an activation of <paramref name="function"/> that may rise to anything.</summary>
    internal async Task RunAsync(string function, string label, Func<IServiceProvider, Activation, Task> body)
    {
        var policy = _services.GetRequiredService<PolicyInForce>().Current;
        var activation = _services.GetRequiredService<AuditedMonitor>().Monitor.Start(new ActivationStart
        {
            Function = function,
            Label = Label(label),
            Clearance = Clearance.Everything,
        });
        await using var scope = _services.GetRequiredService<ActivationScopes>().Create(activation, policy);
        await body(scope.ServiceProvider, activation);
    }

    internal IReadOnlyList<AuditEntry> Audit()
    {
        ((AuditLog)_services.GetRequiredService<AuditedMonitor>().Audit).Sync();
        return [.. AuditReader.Read(Path.Combine(Folder, "data"), Order.Top)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>().Reverse())
        {
            await hosted.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _services.DisposeAsync();
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
