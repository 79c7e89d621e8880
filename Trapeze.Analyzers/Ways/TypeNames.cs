using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Ways;

/// <summary>Full names as metadata has them.</summary>
internal static class TypeNames
{
    internal static string Of(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.MetadataName + "+" + name;
        }

        return Of(type.ContainingNamespace) is { Length: > 0 } space ? space + "." + name : name;
    }

    internal static string Of(INamespaceSymbol? space) => space is null or { IsGlobalNamespace: true }
        ? string.Empty
        : Of(space.ContainingNamespace) is { Length: > 0 } outer ? outer + "." + space.Name : space.Name;
}
