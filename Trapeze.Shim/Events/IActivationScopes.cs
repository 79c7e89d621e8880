using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Policy;

namespace Trapeze.Shim.Events;

/// <summary>Makes the scope that an activation's services come from.</summary>
internal interface IActivationScopes
{
    /// <summary>A scope in which <paramref name="activation"/> and <paramref name="policy"/> are the services of those types.</summary>
    AsyncServiceScope Open(Activation activation, FlowPolicy policy);
}
