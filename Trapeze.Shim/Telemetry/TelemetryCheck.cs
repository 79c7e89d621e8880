using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Trapeze.Shim.Telemetry;

/// <summary>Keeps the host from starting with loggers that nobody guards.</summary>
internal sealed class TelemetryCheck(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<ILoggerFactory>() is not GuardedLoggerFactory
            || services.GetRequiredService<ILogger<TelemetryCheck>>() is not ScopedLogger<TelemetryCheck>)
        {
            throw new InvalidOperationException("logging was replaced after AddTrapeze, so its lines would not be guarded; add Trapeze last");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
