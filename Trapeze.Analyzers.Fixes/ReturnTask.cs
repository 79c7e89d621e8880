using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Trapeze.Analyzers.Fixes;

/// <summary>Lets a method or local function that is async void return a task. Who calls it is told by TRZ0017 to await it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTask))]
[Shared]
public sealed class ReturnTask : CodeFixProvider
{
    private const string Title = "Return a Task";

    /// <summary>TRZ0018.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds => ["TRZ0018"];

    /// <summary>All at once, too.</summary>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <summary>Offers it, unless a contract says what is returned.</summary>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var declaration = root?.FindNode(context.Span);
        if (root is null || model is null || ReturnType(declaration) is not { } type || model.GetDeclaredSymbol(declaration!, context.CancellationToken) is not IMethodSymbol method || IsBound(method))
        {
            return;
        }

        var task = SyntaxFactory.ParseTypeName("global::System.Threading.Tasks.Task").WithTriviaFrom(type).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation, Formatter.Annotation);
        context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(type, task))), Title), context.Diagnostics);
    }

    private static TypeSyntax? ReturnType(SyntaxNode? declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax local => local.ReturnType,
        _ => null,
    };

    private static bool IsBound(IMethodSymbol method) =>
        method.IsOverride || method.IsVirtual || method.ExplicitInterfaceImplementations.Length > 0
        || method.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers()).Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
}
