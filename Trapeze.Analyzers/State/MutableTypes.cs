using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.State;

/// <summary>Which types keep what one activation leaves for the next.</summary>
/// <remarks>A type of the source is looked into; of another, what it shows counts: it is a collection, it is known to keep something, or it can be set.</remarks>
internal static class MutableTypes
{
    private static readonly ImmutableHashSet<string> Collections = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "System.Collections.Generic.ICollection`1",
        "System.Collections.IList",
        "System.Collections.IDictionary",
        "System.Collections.Concurrent.IProducerConsumerCollection`1",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.Stack`1",
        "System.Collections.Generic.PriorityQueue`2",
        "System.Collections.Queue",
        "System.Collections.Stack");

    private static readonly ImmutableHashSet<string> Keepers = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "System.Object",
        "System.Threading.AsyncLocal`1",
        "System.Threading.ThreadLocal`1",
        "System.Threading.Lock",
        "System.Threading.ReaderWriterLockSlim",
        "System.Threading.SemaphoreSlim",
        "System.Threading.Barrier",
        "System.Threading.CountdownEvent",
        "System.Threading.ManualResetEventSlim",
        "System.Threading.WaitHandle",
        "System.Threading.CancellationTokenSource",
        "System.Threading.Timer",
        "System.Threading.Thread",
        "System.Threading.Channels.Channel`2",
        "System.Threading.Channels.ChannelReader`1",
        "System.Threading.Channels.ChannelWriter`1",
        "System.Threading.Tasks.TaskCompletionSource",
        "System.Threading.Tasks.TaskCompletionSource`1",
        "System.Runtime.CompilerServices.ConditionalWeakTable`2",
        "System.Runtime.CompilerServices.StrongBox`1",
        "System.WeakReference",
        "System.WeakReference`1",
        "System.Text.StringBuilder",
        "System.IO.Stream",
        "System.IO.TextWriter",
        "System.IO.TextReader",
        "System.Random",
        "System.Diagnostics.Stopwatch",
        "System.Collections.BitArray",
        "System.Memory`1",
        "Microsoft.Extensions.Caching.Memory.IMemoryCache",
        "Microsoft.Extensions.Caching.Distributed.IDistributedCache",
        "System.Net.CookieContainer");

    // Set while they are made, and locked or left alone from then on.
    private static readonly ImmutableHashSet<string> Settled = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "System.Text.Json.JsonSerializerOptions",
        "System.Globalization.CultureInfo",
        "System.Text.RegularExpressions.Regex",
        "System.Text.Encoding",
        "System.Diagnostics.ActivitySource",
        "System.Diagnostics.Metrics.Meter",
        "System.Diagnostics.Metrics.Instrument",
        "System.Delegate",
        "System.Uri",
        "System.Type",
        "System.Text.Json.Serialization.JsonSerializerContext");

    internal static bool Has(ITypeSymbol type) => Has(type, isElement: false, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

    private static bool Has(ITypeSymbol type, bool isElement, HashSet<ITypeSymbol> open)
    {
        switch (type)
        {
            case IArrayTypeSymbol:
                return true;
            case INamedTypeSymbol named when open.Add(named):
                return Has(named, isElement, open);
            default:
                return type.TypeKind is TypeKind.Dynamic or TypeKind.Pointer;
        }
    }

    private static bool Has(INamedTypeSymbol type, bool isElement, HashSet<ITypeSymbol> open)
    {
        if (type.SpecialType is not (SpecialType.None or SpecialType.System_Object) || type.TypeKind is TypeKind.Enum or TypeKind.Delegate or TypeKind.Error)
        {
            return IsCollection(type);
        }

        var lineage = Lineage(type).ToList();
        if (lineage.Any(name => Settled.Contains(name)))
        {
            return false;
        }

        if (Keepers.Contains(Ways.TypeNames.Of(type.OriginalDefinition)) || lineage.Skip(1).Any(name => name is not "System.Object" && Keepers.Contains(name)))
        {
            return true;
        }

        if (Reach.Members.IsSource(type.OriginalDefinition))
        {
            return type.TypeKind is not TypeKind.Interface && HasMutableField(type, open);
        }

        var holds = type.TypeArguments.Any(argument => Has(argument, isElement: true, open));
        return IsFixed(type) || type.IsReadOnly ? holds : IsCollection(type) || holds || (!isElement && CanBeSet(type));
    }

    private static bool HasMutableField(INamedTypeSymbol type, HashSet<ITypeSymbol> open) =>
        Reach.Members.SourceBases(type.OriginalDefinition).SelectMany(source => source.GetMembers())
            .Any(member => !member.IsStatic && StateOf(member) is { } field && (!field.IsReadOnly || Has(field.Type, isElement: false, open)));

    /// <summary>The field that keeps a member's state; null if it keeps none.</summary>
    internal static IFieldSymbol? StateOf(ISymbol member) => member is IFieldSymbol { IsConst: false } field ? field : null;

    // Frozen and immutable collections keep what they were made of; so do the views that can only be read.
    private static bool IsFixed(INamedTypeSymbol type)
    {
        var space = Ways.TypeNames.Of(type.ContainingNamespace);
        return (space is "System.Collections.Frozen" or "System.Collections.Immutable" && type is not { Name: "Builder" })
            || type.Name is "ReadOnlyCollection" or "ReadOnlyDictionary" or "ReadOnlySet" or "Tuple" or "SearchValues" or "Lookup" || type.IsTupleType || type.Name.StartsWith("IReadOnly", StringComparison.Ordinal);
    }

    private static bool IsCollection(INamedTypeSymbol type) =>
        Lineage(type).Concat(type.AllInterfaces.Append(type).Select(contract => Ways.TypeNames.Of(contract.OriginalDefinition))).Any(name => Collections.Contains(name));

    private static bool CanBeSet(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (current.GetMembers().Any(member => !member.IsStatic && member.DeclaredAccessibility is Accessibility.Public
                && member is IPropertySymbol { SetMethod: { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public } } or IFieldSymbol { IsReadOnly: false, IsConst: false }))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Lineage(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return Ways.TypeNames.Of(current.OriginalDefinition);
        }
    }
}
