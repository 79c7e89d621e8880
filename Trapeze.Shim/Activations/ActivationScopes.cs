using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Policy;

namespace Trapeze.Shim.Activations;

/// <summary>Makes the DI scope of an activation.</summary>
internal sealed class ActivationScopes(IServiceScopeFactory scopes)
{
    /// <summary>A scope whose activation, policy, store client and outputs are those of <paramref name="activation"/>.</summary>
    internal AsyncServiceScope Create(Activation activation, FlowPolicy policy, string? record = null, Func<CancellationToken>? stopping = null)
    {
        var scope = scopes.CreateAsyncScope();
        Bind(scope.ServiceProvider, activation, policy, record, stopping);
        return scope;
    }

    /// <summary>Gives a scope that is there already to <paramref name="activation"/>.</summary>
    internal static void Bind(IServiceProvider scope, Activation activation, FlowPolicy policy, string? record = null, Func<CancellationToken>? stopping = null) =>
        scope.GetRequiredService<ActivationContext>().Set(activation, policy, record, stopping);
}
