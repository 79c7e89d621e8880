using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Trapeze.Analyzers.Reach;
using Trapeze.Analyzers.Rules;
using Trapeze.Analyzers.State;
using Trapeze.Analyzers.Ways;

namespace Trapeze.Analyzers;

/// <summary>Reports the ways round the shim in the code of functions. A help, not a guard: docs/rules/README.md says what it cannot see.</summary>
/// <remarks>It judges what endpoints, event functions and declassifiers reach by calls within the compilation. The rest composes the host, and may open files and make clients.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerAnalyzer : DiagnosticAnalyzer
{
    private const string Shim = "Trapeze.Shim";
    private const string OfShim = "Trapeze.Shim.Events.IEventFunction";

    /// <summary>Every rule.</summary>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => RuleBook.All;

    /// <summary>Looks at code that uses the shim.</summary>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.AssemblyName is Shim || context.Compilation.GetTypeByMetadataName(OfShim) is null)
        {
            return;
        }

        var reach = new FunctionReach(context.Compilation);
        var ways = new WayTable();
        context.RegisterOperationAction(
            use => UseRules.Check(use, reach, ways),
            OperationKind.Invocation,
            OperationKind.ObjectCreation,
            OperationKind.PropertyReference,
            OperationKind.FieldReference,
            OperationKind.EventReference,
            OperationKind.MethodReference);
        context.RegisterOperationAction(task => CodeRules.CheckTask(task, reach), OperationKind.ExpressionStatement, OperationKind.VariableDeclarator);
        context.RegisterOperationAction(lambda => CodeRules.CheckLambda(lambda, reach), OperationKind.AnonymousFunction, OperationKind.LocalFunction);
        context.RegisterOperationAction(held => CodeRules.CheckLock(held, reach), OperationKind.Lock);
        context.RegisterOperationAction(call => CodeRules.CheckNativeCall(call, reach), OperationKind.FunctionPointerInvocation);
        context.RegisterSymbolAction(member => StateRules.Check(member, reach), SymbolKind.Field, SymbolKind.Property, SymbolKind.Event);
        context.RegisterSymbolAction(method => CodeRules.CheckMethod(method, reach), SymbolKind.Method);
        context.RegisterSyntaxNodeAction(pointer => CodeRules.CheckPointer(pointer, reach), SyntaxKind.PointerIndirectionExpression, SyntaxKind.PointerMemberAccessExpression, SyntaxKind.FixedStatement);
    }
}
