using System.Collections.Immutable;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Policy.Labels;

namespace Trapeze.Policy.Functions;

/// <summary>What starts a function, who may call it, and how high it may rise.</summary>
/// <remarks>semantics §2.</remarks>
public sealed class FunctionPolicy
{
    private readonly Clearance _clearance;

    internal FunctionPolicy(
        string name,
        ImmutableArray<RouteTrigger> routes,
        ImmutableArray<string> events,
        ImmutableArray<LabelPattern>? callers,
        ImmutableArray<LabelPattern> raises,
        bool streams)
    {
        Name = name;
        Routes = routes;
        Events = events;
        Callers = callers;
        Raises = raises;
        Streams = streams;
        _clearance = raises.IsEmpty ? Clearance.None
            : raises.Any(pattern => pattern.Template is { Secrecy.IsTop: true, Integrity: null }) ? Clearance.Everything
            : new PolicyClearance(raises);
    }

    /// <summary>The name that the policy gives it.</summary>
    public string Name { get; }

    /// <summary>The routes that start it.</summary>
    public ImmutableArray<RouteTrigger> Routes { get; }

    /// <summary>The events that start it.</summary>
    public ImmutableArray<string> Events { get; }

    /// <summary>Whether its reply may be streamed; it can then not rise.</summary>
    public bool Streams { get; }

    /// <summary>The labels that callers must start at; <see langword="null"/> if any caller may call.</summary>
    internal ImmutableArray<LabelPattern>? Callers { get; }

    /// <summary>The highest labels that it may rise to; empty if it may not rise.</summary>
    internal ImmutableArray<LabelPattern> Raises { get; }

    /// <summary>Whether a caller of this start label may call it by a route.</summary>
    public bool Admits(Label callerStart)
    {
        ArgumentNullException.ThrowIfNull(callerStart);
        if (Callers is not { } patterns)
        {
            return true;
        }

        foreach (var pattern in patterns)
        {
            if (pattern.Matches(callerStart))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The labels that an activation that started at <paramref name="start"/> may rise to.</summary>
    public Clearance ClearanceFor(Label start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return _clearance;
    }

    /// <summary>The function's name.</summary>
    public override string ToString() => Name;
}
