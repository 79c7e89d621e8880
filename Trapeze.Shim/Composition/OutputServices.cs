using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Trapeze.Core.Audit;
using Trapeze.Shim.Audit;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Events;
using Trapeze.Shim.Telemetry;

namespace Trapeze.Shim.Composition;

/// <summary>Registers the guarded outputs: audit, channels, events, release, telemetry.</summary>
internal static class OutputServices
{
    private const long MaxAuditSegment = 64 * 1024 * 1024;

    internal static void Add(TrapezeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddAudit(builder.Services);
        TelemetryServices.Add(builder.Services);
        AddChannels(builder.Services);
        AddRelease(builder.Services);

        // Last, so that nothing is delivered by a host that does not start.
        AddEvents(builder.Services);
    }

    private static void AddAudit(IServiceCollection services) => services.TryAddSingleton<IAuditLog>(provider => new AuditLog(
        new AuditSegments(Path.Combine(DataFolder(provider), AuditReader.FolderName), MaxAuditSegment), provider.GetRequiredService<TimeProvider>()));

    private static void AddEvents(IServiceCollection services)
    {
        services.TryAddSingleton<EventQueueOptions>();
        services.TryAddSingleton(provider => EventQueue.Open(
            DataFolder(provider), provider.GetRequiredService<EventQueueOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<EventFunctions>();
        services.TryAddSingleton<EventAttempts>();
        services.AddHostedService<EventWorker>();
        services.TryAddScoped<GuardedEvents>();
        services.TryAddScoped<IEvents>(scope => scope.GetRequiredService<GuardedEvents>());
    }

    private static void AddChannels(IServiceCollection services)
    {
        services.TryAddSingleton<ChannelOptions>();
        services.TryAddSingleton<HttpTransport>();
        services.TryAddSingleton<MailTransport>();
        services.TryAddScoped<IChannels, GuardedChannels>();
    }

    private static void AddRelease(IServiceCollection services)
    {
        services.TryAddSingleton<DeclassifierCodes>();
        services.AddHostedService<ReleaseCheck>();
        services.TryAddScoped<IRelease, GuardedRelease>();
    }

    private static string DataFolder(IServiceProvider provider) => provider.GetRequiredService<IOptions<TrapezeOptions>>().Value.DataFolder;
}
