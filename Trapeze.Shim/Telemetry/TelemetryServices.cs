using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Trapeze.Shim.Telemetry;

/// <summary>Puts the guard between whoever logs and the host's logger factory.</summary>
internal static class TelemetryServices
{
    internal static void Add(IServiceCollection services)
    {
        services.AddLogging();
        if (!services.Any(service => service.ServiceType == typeof(RootServices)))
        {
            services.AddSingleton<RootServices>();
            GuardFactory(services);
            services.Replace(ServiceDescriptor.Transient(typeof(ILogger<>), typeof(ScopedLogger<>)));
            services.AddHostedService<TelemetryCheck>();

            // Now: listeners hear of a span's end in the order that they came, and exporters come when their host starts.
            TraceGate.Open();
        }

        services.TryAddScoped<IMeasurements, GuardedMeasurements>();
    }

    private static void GuardFactory(IServiceCollection services)
    {
        var host = services.Last(service => service.ServiceType == typeof(ILoggerFactory) && !service.IsKeyedService);
        services.Remove(host);
        services.AddSingleton<ILoggerFactory>(provider => new GuardedLoggerFactory(
            host.ImplementationType is { } made ? (ILoggerFactory)ActivatorUtilities.CreateInstance(provider, made)
            : host.ImplementationFactory is { } factory ? (ILoggerFactory)factory(provider)
            : (ILoggerFactory)host.ImplementationInstance!));
    }
}
