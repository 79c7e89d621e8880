using Amazon.DynamoDBv2;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Authentication;
using Trapeze.Shim.Guard;
using Trapeze.Shim.Threads;

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
        services.TryAddSingleton<SettledOptions>();
        services.TryAddSingleton<AuditedMonitor>();
        services.TryAddSingleton<PolicyInForce>();
        services.TryAddSingleton<OwnThreads>();
        services.TryAddSingleton<CallerAuthentication>();
        services.TryAddSingleton(new ServedFunction(Name: null));
        services.TryAddSingleton<GuardServices>();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, GuardPlacement>());
        AddActivationScope(services);
        var builder = new TrapezeBuilder(services);
        OutputServices.Add(builder);
        return builder;
    }

    /// <summary>The policy that starts activations now, for the host's own use.</summary>
    /// <remarks>A function gets its activation's own <see cref="FlowPolicy"/> instead.</remarks>
    public static FlowPolicy GetFlowPolicy(this IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.GetRequiredService<PolicyInForce>().Current;
    }

    private static void AddActivationScope(IServiceCollection services)
    {
        services.TryAddSingleton<ActivationScopes>();
        services.TryAddScoped<ActivationContext>();
        services.TryAddScoped(scope => scope.GetRequiredService<ActivationContext>().Activation);
        services.TryAddScoped(scope => scope.GetRequiredService<ActivationContext>().Policy);
        services.TryAddScoped(scope => scope.GetRequiredService<PolicyInForce>().Store.ClientFor(scope.GetRequiredService<Activation>()));
        services.TryAddScoped<IAmazonDynamoDB>(scope => scope.GetRequiredService<AmazonDynamoDBClient>());
    }
}
