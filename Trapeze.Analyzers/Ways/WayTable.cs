using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Ways;

/// <summary>Finds the way that a use of a member is. One for each compilation: it remembers what its types are.</summary>
internal sealed class WayTable
{
    private const string DynamoDb = "Amazon.DynamoDBv2.IAmazonDynamoDB";
    private const string AnyAws = "Amazon.Runtime.IAmazonService";

    private static readonly ImmutableDictionary<string, ImmutableArray<Way>> ByName =
        new[] { NetworkWays.All, DataWays.All, OutputWays.All, ProcessWays.All, CodeWays.All }.SelectMany(ways => ways)
            .GroupBy(way => way.Type, StringComparer.Ordinal)
            .ToImmutableDictionary(ways => ways.Key, ways => ways.ToImmutableArray(), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<Way>> _ofType = new(SymbolEqualityComparer.Default);

    /// <summary>The ways that the use of <paramref name="member"/> of <paramref name="type"/> is; mostly none.</summary>
    internal IEnumerable<Way> Find(ISymbol member, INamedTypeSymbol type, bool isSet)
    {
        var ways = _ofType.GetOrAdd(type.OriginalDefinition, Of);
        return ways.IsEmpty ? [] : ways.Where(way => way.Matches(member, isSet));
    }

    private static ImmutableArray<Way> Of(INamedTypeSymbol type)
    {
        var ways = Named(TypeNames.Of(type)).ToBuilder();
        if (!Ancestors(type).Any(ancestor => ancestor is { Name: "Exception", ContainingNamespace.Name: "System" }) && type.TypeKind is not TypeKind.Enum)
        {
            ways.AddRange(Named(TypeNames.Of(type.ContainingNamespace) + ".*"));
        }

        var ancestors = Ancestors(type).Select(ancestor => TypeNames.Of(ancestor.OriginalDefinition)).ToList();
        var isGuarded = string.Equals(TypeNames.Of(type), DynamoDb, StringComparison.Ordinal) || ancestors.Contains(DynamoDb);
        ways.AddRange(ancestors.SelectMany(name => Named(name)).Where(way => way.IsOfDerived));
        if (isGuarded)
        {
            ways.RemoveAll(way => string.Equals(way.Type, AnyAws, StringComparison.Ordinal));
        }

        return ways.ToImmutable();
    }

    private static ImmutableArray<Way> Named(string name) => ByName.TryGetValue(name, out var ways) ? ways : [];

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }

        foreach (var contract in type.AllInterfaces)
        {
            yield return contract;
        }
    }
}
