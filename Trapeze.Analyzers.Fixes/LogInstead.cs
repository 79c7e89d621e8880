using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Trapeze.Analyzers.Fixes;

/// <summary>Turns a line for the console or the trace into one for the logger, where one is at hand.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogInstead))]
[Shared]
public sealed class LogInstead : CodeFixProvider
{
    private const string Title = "Write to the injected logger";

    /// <summary>TRZ0009.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds => ["TRZ0009"];

    /// <summary>All at once, too.</summary>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <summary>Offers it.</summary>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || root.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Write" or "WriteLine" or "WriteLineAsync" }
            || call.Parent is not ExpressionStatementSyntax
            || call.ArgumentList.Arguments is not { Count: 1 } arguments
            || Logger(model, call.SpanStart) is not { } logger)
        {
            return;
        }

        var written = Written(model!, logger, arguments[0].Expression).WithTriviaFrom(call).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);
        context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(call, written))), Title), context.Diagnostics);
    }

    // A template is constant; what it is about is a value of it.
    private static ExpressionSyntax Written(SemanticModel model, string logger, ExpressionSyntax said)
    {
        var isConstant = model.GetConstantValue(said) is { HasValue: true, Value: string text } && text.IndexOfAny(['{', '}']) < 0;
        var arguments = isConstant ? said.WithoutTrivia().ToString() : "\"{Text}\", " + said.WithoutTrivia();
        return SyntaxFactory.ParseExpression(logger + ".LogInformation(" + arguments + ")");
    }

    private static string? Logger(SemanticModel? model, int place) =>
        model?.LookupSymbols(place).FirstOrDefault(symbol => TypeOf(symbol) is { Name: "ILogger", ContainingNamespace: { Name: "Logging", ContainingNamespace.Name: "Extensions" } })?.Name;

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        _ => null,
    };
}
