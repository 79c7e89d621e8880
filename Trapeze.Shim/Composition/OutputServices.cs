using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trapeze.Shim.Aws;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;
using Trapeze.Shim.Programs;
using Trapeze.Shim.Sources;
using Trapeze.Shim.Telemetry;

namespace Trapeze.Shim.Composition;

/// <summary>Registers the guarded outputs: channels, events, release, programs, telemetry.</summary>
internal static class OutputServices
{
    internal static void Add(TrapezeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        TelemetryServices.Add(builder.Services);
        AddChannels(builder.Services);
        AddRelease(builder.Services);
        AddPrograms(builder.Services);

        // Last, so that nothing is delivered by a host that does not start.
        AddEvents(builder.Services);
    }

    private static void AddEvents(IServiceCollection services)
    {
        services.TryAddSingleton(OpenQueue);
        services.TryAddSingleton(provider => new EnvelopeSeals(Keys(provider), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(Claims);
        services.TryAddSingleton<EventFunctions>();
        services.TryAddSingleton<EventActivations>();
        services.TryAddSingleton<EventAttempts>();
        services.TryAddSingleton<EventWorker>();
        services.TryAddSingleton(Transport);
        services.AddHostedService<EventDelivery>();
        AddSources(services);
        services.TryAddScoped<GuardedEvents>();
        services.TryAddScoped<IEvents>(scope => scope.GetRequiredService<GuardedEvents>());
    }

    // For a host that is invoked with events, which says what it serves.
    private static void AddSources(IServiceCollection services)
    {
        services.TryAddSingleton<SourceOptions>();
        services.TryAddSingleton<IObjectEnvelopes, AwsObjects>();
        services.TryAddSingleton<SourceEvents>();
        services.TryAddSingleton<SourceOpening>();
        services.TryAddSingleton<SourceAttempts>();
        services.TryAddSingleton<SourceRuns>();
    }

    private static void AddChannels(IServiceCollection services)
    {
        services.TryAddSingleton<HttpTransport>();
        services.TryAddSingleton<IAws>(provider => new AwsClient(
            provider.GetServices<AwsChoice>().LastOrDefault()?.Options ?? new AwsOptions(), provider.GetRequiredService<HttpTransport>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<AwsChannels>();
        services.TryAddSingleton<MailTransport>();
        services.TryAddScoped<IChannels, GuardedChannels>();
    }

    private static void AddRelease(IServiceCollection services)
    {
        services.TryAddSingleton<DeclassifierCodes>();
        services.AddHostedService<StartCheck>();
        services.TryAddScoped<IRelease, GuardedRelease>();
    }

    private static void AddPrograms(IServiceCollection services)
    {
        services.TryAddSingleton<ClosedPlaces>();
        services.TryAddSingleton<RunFolders>();
        services.TryAddSingleton(new ProfileRules(Environment.GetEnvironmentVariables()));
        services.TryAddScoped<IPrograms, GuardedPrograms>();
    }

    private static IEventTransport Transport(IServiceProvider provider) =>
        provider.GetServices<TransportChoice>().LastOrDefault()?.Open(provider) ?? provider.GetRequiredService<EventQueue>();

    private static IClaims Claims(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return provider.GetServices<ClaimsChoice>().LastOrDefault() is { } choice ? choice.Open(time) : new ProcessClaims(time);
    }

    private static IEnvelopeKeySource Keys(IServiceProvider provider) =>
        provider.GetServices<EnvelopeKeyChoice>().LastOrDefault()?.Open(provider) ?? new KeyFile(provider.GetRequiredService<SettledOptions>().Value.DataFolder);

    private static EventQueue OpenQueue(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<SettledOptions>();
        var given = Keys(provider) as GivenKeys;
        return EventQueue.Open(options.Value.DataFolder, options.Events, provider.GetRequiredService<TimeProvider>(), given?.Keys);
    }
}
