using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Activations;

/// <summary>Makes the DI scope of an activation.</summary>
internal sealed class ActivationScopes(IServiceScopeFactory scopes) : IActivationScopes
{
    public AsyncServiceScope Open(Activation activation, FlowPolicy policy)
    {
        var scope = scopes.CreateAsyncScope();
        Bind(scope.ServiceProvider, activation, policy);
        return scope;
    }

    /// <summary>Gives a scope that is there already to <paramref name="activation"/>.</summary>
    internal static void Bind(IServiceProvider scope, Activation activation, FlowPolicy policy) =>
        scope.GetRequiredService<ActivationContext>().Set(activation, policy);
}
