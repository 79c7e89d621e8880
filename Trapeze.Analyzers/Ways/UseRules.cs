using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Trapeze.Analyzers.Reach;
using Trapeze.Analyzers.Rules;

namespace Trapeze.Analyzers.Ways;

/// <summary>Uses of members that lead round the shim.</summary>
internal static class UseRules
{
    internal static void Check(OperationAnalysisContext context, FunctionReach reach, WayTable ways)
    {
        var operation = context.Operation;
        var (member, type) = UseOf(operation);
        if (member is null || type is null)
        {
            return;
        }

        foreach (var way in ways.Find(member, type, IsSet(operation)))
        {
            if (IsPartOfAnother(operation, way.Rule, ways))
            {
                return;
            }

            var wanted = way.Rule.Equals(RuleBook.ImpureDeclassifier) ? Roles.Declassifier : Roles.Function | Roles.Declassifier;
            if (Judge(context, reach, wanted))
            {
                context.ReportDiagnostic(Diagnostic.Create(way.Rule, operation.Syntax.GetLocation(), Name(member, type)));
                return;
            }
        }

        if (Special(operation, member, type) is { } rule && Judge(context, reach, Roles.Function | Roles.Declassifier))
        {
            context.ReportDiagnostic(Diagnostic.Create(rule, operation.Syntax.GetLocation(), Name(member, type)));
        }
    }

    internal static bool Judge(OperationAnalysisContext context, FunctionReach reach, Roles wanted) =>
        (reach.Find(context.CancellationToken).RolesAt(context.Operation.Syntax, context.ContainingSymbol) & wanted) is not Roles.None;

    private static (ISymbol? Member, INamedTypeSymbol? Type) UseOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.Constructor } method } => (method.ReducedFrom ?? method, method.ContainingType),
        IObjectCreationOperation { Constructor: { } constructor } => (constructor, constructor.ContainingType),
        IMemberReferenceOperation { Member: { } member } => (member, member.ContainingType),
        _ => (null, null),
    };

    // Of a chain of uses that one rule reports, the first says it all; so does a creation for its initializer.
    private static bool IsPartOfAnother(IOperation operation, DiagnosticDescriptor rule, WayTable ways)
    {
        var receiver = operation switch
        {
            IInvocationOperation call => call.Instance ?? call.Arguments.FirstOrDefault()?.Value,
            IMemberReferenceOperation reference => reference.Instance,
            _ => null,
        };
        if (receiver is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
        {
            return true;
        }

        return receiver is not null && UseOf(receiver) is ({ } member, { } type) && ways.Find(member, type, isSet: false).Any(way => way.Rule.Equals(rule));
    }

    private static bool IsSet(IOperation operation) => operation.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == operation,
        IIncrementOrDecrementOperation or IEventAssignmentOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        _ => false,
    };

    // What no list of names has: native methods, doors into private members, host services by type, and whatever static is set elsewhere.
    private static DiagnosticDescriptor? Special(IOperation operation, ISymbol member, INamedTypeSymbol type) => member switch
    {
        IMethodSymbol method when Has(method, "UnsafeAccessorAttribute") => RuleBook.Reflection,
        IMethodSymbol method when IsNative(method) => RuleBook.Processes,
        IMethodSymbol { Name: "GetService" or "GetRequiredService" or "GetServices" or "GetKeyedService" or "GetRequiredKeyedService" } method
            when method.TypeArguments.Any(HostTypes.Has) || operation.ChildOperations.SelectMany(child => child.DescendantsAndSelf()).OfType<ITypeOfOperation>().Any(named => HostTypes.Has(named.TypeOperand)) => RuleBook.HostServices,
        IPropertySymbol or IFieldSymbol or IEventSymbol when member.IsStatic && !Members.IsSource(type.OriginalDefinition) && IsSet(operation) => RuleBook.ProcessState,
        _ => null,
    };

    private static bool IsNative(IMethodSymbol method) => method.IsExtern || method.GetDllImportData() is not null || Has(method, "LibraryImportAttribute");

    private static bool Has(IMethodSymbol method, string attribute) => Members.IsSource(method.OriginalDefinition) && method.GetAttributes().Any(marked => marked.AttributeClass?.Name == attribute);

    private static string Name(ISymbol member, INamedTypeSymbol type) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "new " + type.Name : member is IPropertySymbol { IsIndexer: true } ? type.Name + "[]" : type.Name + "." + member.Name;
}
