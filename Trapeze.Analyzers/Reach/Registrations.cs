using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Reach;

/// <summary>What a compilation gives its host.</summary>
internal sealed class Registrations
{
    /// <summary>Expressions that are, or lead to, the code of endpoints, their filters and middleware behind the guard.</summary>
    internal List<IOperation> Handlers { get; } = [];

    /// <summary>Classes of middleware behind the guard.</summary>
    internal List<INamedTypeSymbol> Middleware { get; } = [];

    /// <summary>Classes of which every activation gets the same instance.</summary>
    internal List<INamedTypeSymbol> Singletons { get; } = [];
}
