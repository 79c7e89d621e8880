using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Reach;

/// <summary>One symbol for each member, however it is named where it is used.</summary>
internal static class Members
{
    /// <summary>The definition: not constructed, not reduced; an accessor's property; a partial member's implementation.</summary>
    internal static ISymbol Canonical(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { AssociatedSymbol: { } owner } => Canonical(owner),
        IMethodSymbol { ReducedFrom: { } extension } => Canonical(extension),
        IMethodSymbol method => method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition,
        IPropertySymbol property => property.OriginalDefinition.PartialImplementationPart ?? property.OriginalDefinition,
        _ => symbol.OriginalDefinition,
    };

    internal static bool IsSource(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length > 0;

    /// <summary>The types of an assembly's source, nested ones as well.</summary>
    internal static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol scope)
    {
        foreach (var member in scope.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            foreach (var inner in TypesOf(member))
            {
                yield return inner;
            }
        }
    }

    /// <summary>The type and what it derives from, as long as that is source.</summary>
    internal static IEnumerable<INamedTypeSymbol> SourceBases(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && IsSource(current); current = current.BaseType?.OriginalDefinition)
        {
            yield return current;
        }
    }
}
