using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Trapeze.Analyzers.Fixes;

/// <summary>Awaits a task that nobody waited for, where the code around it is asynchronous.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitTask))]
[Shared]
public sealed class AwaitTask : CodeFixProvider
{
    private const string Title = "Await the task";

    /// <summary>TRZ0017.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds => ["TRZ0017"];

    /// <summary>All at once, too.</summary>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <summary>Offers it.</summary>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax task
            || task is ConditionalAccessExpressionSyntax
            || task.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement
            || !IsAsync(statement))
        {
            return;
        }

        context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(Await(context.Document, root, statement, task)), Title), context.Diagnostics);
    }

    private static Document Await(Document document, SyntaxNode root, ExpressionStatementSyntax statement, ExpressionSyntax task)
    {
        var awaited = SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task.WithoutTrivia());
        return document.WithSyntaxRoot(root.ReplaceNode(statement, statement.WithExpression(awaited.WithTriviaFrom(statement.Expression))));
    }

    private static bool IsAsync(SyntaxNode statement)
    {
        foreach (var around in statement.Ancestors())
        {
            switch (around)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case BaseMethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case LockStatementSyntax:
                    return false;
            }
        }

        return true;
    }
}
