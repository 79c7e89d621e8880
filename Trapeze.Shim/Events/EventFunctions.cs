using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace Trapeze.Shim.Events;

/// <summary>The code of the event functions, by the policy's names.</summary>
internal sealed class EventFunctions(IEnumerable<EventFunctionRegistration> registrations)
{
    private readonly FrozenDictionary<string, ObjectFactory> _factories = registrations.ToFrozenDictionary(
        registration => registration.Name, registration => ActivatorUtilities.CreateFactory(registration.Type, []), StringComparer.Ordinal);

    internal bool Contains(string function) => _factories.ContainsKey(function);

    /// <summary>A new instance from the activation's own scope.</summary>
    internal IEventFunction Create(string function, IServiceProvider scope) => (IEventFunction)_factories[function](scope, []);
}
