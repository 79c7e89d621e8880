using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Trapeze.Analyzers.Reach;
using Trapeze.Analyzers.Ways;

namespace Trapeze.Analyzers.Rules;

/// <summary>Ways that are no members: dropped tasks, async void, locks on what all share, parameters of the host, finalizers, pointers.</summary>
internal static class CodeRules
{
    private const Roles Anybody = Roles.Function | Roles.Declassifier;

    internal static void CheckTask(OperationAnalysisContext context, FunctionReach reach)
    {
        if (TaskRules.Dropped(context.Operation) is { } task)
        {
            Report(context, reach, RuleBook.UnawaitedTask, task.Syntax.GetLocation(), NameOf(task));
        }
    }

    internal static void CheckLambda(OperationAnalysisContext context, FunctionReach reach)
    {
        var (symbol, name, place) = context.Operation switch
        {
            IAnonymousFunctionOperation lambda => (lambda.Symbol, "the lambda", lambda.Syntax.GetLocation()),
            ILocalFunctionOperation local => (local.Symbol, local.Symbol.Name, local.Symbol.Locations[0]),
            _ => default,
        };
        if (symbol is null)
        {
            return;
        }

        if (symbol is { IsAsync: true, ReturnsVoid: true })
        {
            Report(context, reach, RuleBook.AsyncVoid, place!, name!);
        }

        foreach (var parameter in symbol.Parameters.Where(parameter => HostTypes.Has(parameter.Type)))
        {
            Report(context, reach, RuleBook.HostServices, parameter.Locations[0], parameter.Type.Name);
        }
    }

    internal static void CheckLock(OperationAnalysisContext context, FunctionReach reach)
    {
        var held = ((ILockOperation)context.Operation).LockedValue;
        while (held is IConversionOperation conversion)
        {
            held = conversion.Operand;
        }

        if (held is ITypeOfOperation or ILiteralOperation or IFieldReferenceOperation { Type.SpecialType: SpecialType.System_String })
        {
            Report(context, reach, RuleBook.ProcessState, held.Syntax.GetLocation(), held.Syntax.ToString());
        }
    }

    internal static void CheckNativeCall(OperationAnalysisContext context, FunctionReach reach) =>
        Report(context, reach, RuleBook.Processes, context.Operation.Syntax.GetLocation(), context.Operation.Syntax.ToString());

    internal static void CheckMethod(SymbolAnalysisContext context, FunctionReach reach)
    {
        var method = (IMethodSymbol)context.Symbol;
        var asked = method.Parameters.Where(parameter => HostTypes.Has(parameter.Type)).ToList();
        var skips = method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name is "SkipLocalsInitAttribute");
        var isImpure = method is { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: false } && (Roots.RolesOf(method.ContainingType) & Roles.Declassifier) is not Roles.None;
        if (method.IsImplicitlyDeclared || (asked.Count == 0 && skips is null && !isImpure && method is { IsAsync: false, MethodKind: not MethodKind.Destructor })
            || reach.Find(context.CancellationToken).RolesOf(method) is Roles.None)
        {
            return;
        }

        foreach (var parameter in asked)
        {
            context.ReportDiagnostic(Diagnostic.Create(RuleBook.HostServices, parameter.Locations[0], parameter.Type.Name));
        }

        foreach (var parameter in method.Parameters.Where(_ => isImpure))
        {
            context.ReportDiagnostic(Diagnostic.Create(RuleBook.ImpureDeclassifier, parameter.Locations[0], parameter.Name));
        }

        if (skips is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(RuleBook.PooledMemory, method.Locations[0], "SkipLocalsInit"));
        }

        if (method is { IsAsync: true, ReturnsVoid: true })
        {
            context.ReportDiagnostic(Diagnostic.Create(RuleBook.AsyncVoid, method.Locations[0], method.Name));
        }

        if (method.MethodKind is MethodKind.Destructor)
        {
            context.ReportDiagnostic(Diagnostic.Create(RuleBook.LeftContext, method.Locations[0], "~" + method.ContainingType.Name));
        }
    }

    internal static void CheckPointer(SyntaxNodeAnalysisContext context, FunctionReach reach)
    {
        if (context.ContainingSymbol is { } member && (reach.Find(context.CancellationToken).RolesAt(context.Node, member) & Anybody) is not Roles.None)
        {
            context.ReportDiagnostic(Diagnostic.Create(RuleBook.UnsafeMemory, context.Node.GetLocation(), context.Node.ToString()));
        }
    }

    private static void Report(OperationAnalysisContext context, FunctionReach reach, DiagnosticDescriptor rule, Location place, string name)
    {
        if (UseRules.Judge(context, reach, Anybody))
        {
            context.ReportDiagnostic(Diagnostic.Create(rule, place, name));
        }
    }

    private static string NameOf(IOperation task) => task switch
    {
        IInvocationOperation call => call.TargetMethod.Name,
        IConditionalAccessOperation { WhenNotNull: var call } => NameOf(call),
        _ => task.Syntax.ToString(),
    };
}
