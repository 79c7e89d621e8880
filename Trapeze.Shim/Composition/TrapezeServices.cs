using Amazon.DynamoDBv2;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Policy;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Authentication;
using Trapeze.Shim.Guard;
using Trapeze.Shim.Threads;
using Trapeze.Store;

namespace Trapeze.Shim.Composition;

/// <summary>Adds Trapeze to a host.</summary>
public static class TrapezeServices
{
    /// <summary>Adds the reference monitor, the policy, the store and the guarded outputs. The pipeline needs <c>UseTrapeze()</c> too.</summary>
    /// <remarks>What the host registered before is kept. The host does not start with bad options or a bad policy.</remarks>
    public static TrapezeBuilder AddTrapeze(this IServiceCollection services, Action<TrapezeOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<TrapezeOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TrapezeOptions>, TrapezeOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(OpenPolicy);
        services.TryAddSingleton(OpenStore);
        services.TryAddSingleton(provider => new ReferenceMonitor(provider.GetRequiredService<IAuditLog>()));
        services.TryAddSingleton<OwnThreads>();
        services.TryAddSingleton<CallerAuthentication>();
        services.TryAddSingleton<GuardServices>();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, GuardPlacement>());
        AddActivationScope(services);
        var builder = new TrapezeBuilder(services);
        OutputServices.Add(builder);
        return builder;
    }

    private static PolicySource OpenPolicy(IServiceProvider provider) => PolicySource.Open(new PolicySourceOptions
    {
        Path = provider.GetRequiredService<IOptions<TrapezeOptions>>().Value.PolicyPath,
        Clock = provider.GetRequiredService<TimeProvider>(),
        OnReload = result => Tell(provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PolicySource).FullName!), result),
    });

    private static void Tell(ILogger logger, PolicyResult result)
    {
        if (result.IsValid)
        {
            logger.PolicyTaken(result.Render());
        }
        else
        {
            logger.PolicyRefused(result.Render());
        }
    }

    private static FacetedStore OpenStore(IServiceProvider provider) => StoreOfPolicy.Open(
        provider.GetRequiredService<PolicySource>().Current,
        provider.GetRequiredService<IOptions<TrapezeOptions>>().Value.DataFolder,
        provider.GetRequiredService<TimeProvider>());

    private static void AddActivationScope(IServiceCollection services)
    {
        services.TryAddSingleton<ActivationScopes>();
        services.TryAddScoped<ActivationContext>();
        services.TryAddScoped(scope => scope.GetRequiredService<ActivationContext>().Activation);
        services.TryAddScoped(scope => scope.GetRequiredService<ActivationContext>().Policy);
        services.TryAddScoped(scope => scope.GetRequiredService<FacetedStore>().ClientFor(scope.GetRequiredService<Activation>()));
        services.TryAddScoped<IAmazonDynamoDB>(scope => scope.GetRequiredService<AmazonDynamoDBClient>());
    }
}
