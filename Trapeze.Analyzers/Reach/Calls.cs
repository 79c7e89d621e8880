using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Trapeze.Analyzers.Reach;

/// <summary>What one operation runs or touches, and what it makes.</summary>
internal static class Calls
{
    internal static IEnumerable<ISymbol> Of(IOperation operation)
    {
        var target = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IObjectCreationOperation { Constructor: { } constructor } => constructor,
            IMemberReferenceOperation reference => reference.Member,
            IBinaryOperation { OperatorMethod: { } method } => method,
            IUnaryOperation { OperatorMethod: { } method } => method,
            IIncrementOrDecrementOperation { OperatorMethod: { } method } => method,
            ICompoundAssignmentOperation { OperatorMethod: { } method } => method,
            IConversionOperation { OperatorMethod: { } method } => method,
            _ => default(ISymbol),
        };
        if (target is not null)
        {
            yield return target;
        }

        foreach (var pattern in Patterns.Of(operation))
        {
            yield return pattern;
        }

        // A serializer, or the host's container, makes what it is asked for by type.
        foreach (var constructor in TypeArguments(operation).SelectMany(type => type.InstanceConstructors))
        {
            yield return constructor;
        }
    }

    internal static IEnumerable<INamedTypeSymbol> CreatedBy(IOperation operation) =>
        operation is IObjectCreationOperation { Type: INamedTypeSymbol type } ? [type] : TypeArguments(operation);

    private static IEnumerable<INamedTypeSymbol> TypeArguments(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { TypeArguments.IsEmpty: false } method } && !Members.IsSource(method.OriginalDefinition)
            ? method.TypeArguments.OfType<INamedTypeSymbol>().Select(type => type.OriginalDefinition).Where(type => type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } && Members.IsSource(type))
            : [];
}
