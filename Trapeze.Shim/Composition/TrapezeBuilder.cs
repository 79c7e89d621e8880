using Microsoft.Extensions.DependencyInjection;

namespace Trapeze.Shim.Composition;

/// <summary>Adds functions and declassifiers to a host that runs under Trapeze.</summary>
public sealed class TrapezeBuilder
{
    internal TrapezeBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }
}
