using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Policy;

namespace Trapeze.Shim.Events;

/// <summary>The code of the event functions, by the policy's names.</summary>
internal sealed class EventFunctions
{
    private readonly FrozenDictionary<string, ObjectFactory> _factories;

    public EventFunctions(IEnumerable<EventFunctionRegistration> registrations)
    {
        var factories = new Dictionary<string, ObjectFactory>(StringComparer.Ordinal);
        foreach (var (name, type) in registrations)
        {
            if (!factories.TryAdd(name, ActivatorUtilities.CreateFactory(type, [])))
            {
                throw new InvalidOperationException($"two functions are registered as `{name}`");
            }
        }

        _factories = factories.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>A new instance from the activation's own scope.</summary>
    internal IEventFunction Create(string function, IServiceProvider scope) => (IEventFunction)_factories[function](scope, []);

    /// <summary>Functions that <paramref name="policy"/> starts and nobody wrote, and those that somebody wrote and it never starts.</summary>
    internal IReadOnlyList<string> Check(FlowPolicy policy) =>
    [
        .. policy.Functions.Values.Where(function => !function.Events.IsEmpty && !_factories.ContainsKey(function.Name))
            .OrderBy(function => function.Name, StringComparer.Ordinal)
            .Select(function => $"function `{function.Name}` is started by event `{function.Events[0]}` but has no code: register it with AddFunction"),
        .. _factories.Keys.Where(name => !policy.Functions.TryGetValue(name, out var function) || function.Events.IsEmpty)
            .Order(StringComparer.Ordinal)
            .Select(name => $"code is registered with AddFunction as `{name}`, but the policy starts no function of that name by an event"),
    ];
}
