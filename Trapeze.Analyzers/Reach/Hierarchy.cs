using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Reach;

/// <summary>What a virtual call may run: every implementation in source.</summary>
internal sealed class Hierarchy
{
    private readonly Dictionary<ISymbol, List<ISymbol>> _implementations = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<INamedTypeSymbol>> _implementers = new(SymbolEqualityComparer.Default);

    internal Hierarchy(ImmutableArray<INamedTypeSymbol> types)
    {
        foreach (var type in types.Where(type => type.TypeKind is TypeKind.Class or TypeKind.Struct))
        {
            AddInterfaces(type);
            AddOverrides(type);
        }
    }

    internal IEnumerable<ISymbol> ImplementationsOf(ISymbol member) => _implementations.TryGetValue(member, out var found) ? found : [];

    internal IEnumerable<INamedTypeSymbol> ImplementersOf(INamedTypeSymbol contract) =>
        _implementers.TryGetValue(contract.OriginalDefinition, out var found) ? found : [];

    /// <summary>What code outside the compilation may call of a type's instances: overrides and implementations of members that are not source.</summary>
    internal static IEnumerable<ISymbol> CallableFromOutside(INamedTypeSymbol type)
    {
        foreach (var member in type.AllInterfaces.Where(contract => !Members.IsSource(contract)).SelectMany(contract => contract.GetMembers()))
        {
            if (type.FindImplementationForInterfaceMember(member) is { } implementation && Members.IsSource(implementation))
            {
                yield return implementation;
            }
        }

        foreach (var member in Members.SourceBases(type).SelectMany(source => source.GetMembers()))
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Destructor } || (member.IsOverride && !Members.IsSource(Overridden(member).Last())))
            {
                yield return member;
            }
        }
    }

    private static IEnumerable<ISymbol> Overridden(ISymbol member)
    {
        for (var current = Next(member); current is not null; current = Next(current))
        {
            yield return current;
        }

        static ISymbol? Next(ISymbol symbol) => symbol switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol raised => raised.OverriddenEvent,
            _ => null,
        };
    }

    private void AddInterfaces(INamedTypeSymbol type)
    {
        foreach (var contract in type.AllInterfaces)
        {
            Add(_implementers, contract.OriginalDefinition, type);
            foreach (var member in contract.GetMembers().Where(member => Members.IsSource(contract) && type.FindImplementationForInterfaceMember(member) is not null))
            {
                Add(_implementations, Members.Canonical(member), Members.Canonical(type.FindImplementationForInterfaceMember(member)!));
            }
        }
    }

    private void AddOverrides(INamedTypeSymbol type)
    {
        foreach (var ancestor in Members.SourceBases(type).Skip(1))
        {
            Add(_implementers, ancestor, type);
        }

        foreach (var member in type.GetMembers().Where(member => member.IsOverride))
        {
            foreach (var overridden in Overridden(member).Where(Members.IsSource))
            {
                Add(_implementations, Members.Canonical(overridden), Members.Canonical(member));
            }
        }
    }

    private static void Add<T>(Dictionary<ISymbol, List<T>> map, ISymbol key, T value)
    {
        if (!map.TryGetValue(key, out var values))
        {
            map[key] = values = [];
        }

        values.Add(value);
    }
}
