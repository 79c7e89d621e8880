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

/// <summary>Turns a DynamoDB client that an endpoint's lambda makes into a parameter of the lambda, which the host gives it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TakeStore))]
[Shared]
public sealed class TakeStore : CodeFixProvider
{
    private const string Title = "Take the client as a parameter";
    private const string Client = "global::Amazon.DynamoDBv2.AmazonDynamoDBClient";

    /// <summary>TRZ0006.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds => ["TRZ0006"];

    /// <summary>One by one: two of them would take two clients.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <summary>Offers it.</summary>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || root.FindNode(context.Span, getInnermostNodeForTie: true) is not BaseObjectCreationExpressionSyntax made
            || made.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not ParenthesizedLambdaExpressionSyntax { Parent: ArgumentSyntax } lambda
            || lambda.ParameterList.Parameters.Any(parameter => parameter.Type is null)
            || model?.GetTypeInfo(made, context.CancellationToken).Type?.Name is not "AmazonDynamoDBClient")
        {
            return;
        }

        context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(lambda, Changed(lambda, made)))), Title), context.Diagnostics);
    }

    private static ParenthesizedLambdaExpressionSyntax Changed(ParenthesizedLambdaExpressionSyntax lambda, BaseObjectCreationExpressionSyntax made)
    {
        // A local variable for it is what the parameter becomes.
        var local = made.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } declarator }
            ? (declarator.Identifier.ValueText, statement)
            : default((string Name, LocalDeclarationStatementSyntax Statement)?);
        var name = local?.Name ?? "store";
        var changed = local is { } kept ? lambda.RemoveNode(kept.Statement, SyntaxRemoveOptions.KeepNoTrivia)! : lambda.ReplaceNode(made, SyntaxFactory.IdentifierName(name).WithTriviaFrom(made));
        var type = SyntaxFactory.ParseTypeName(Client).WithTrailingTrivia(SyntaxFactory.Space).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)).WithType(type);
        return changed.WithParameterList(changed.ParameterList.AddParameters(parameter).WithAdditionalAnnotations(Formatter.Annotation));
    }
}
