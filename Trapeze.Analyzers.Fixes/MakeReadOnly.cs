using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Trapeze.Analyzers.State;

namespace Trapeze.Analyzers.Fixes;

/// <summary>Makes a static field, or a singleton's, that nothing writes to constant or read-only, where that is all it takes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeReadOnly))]
[Shared]
public sealed class MakeReadOnly : CodeFixProvider
{
    private const string ToConstant = "Make it constant";
    private const string ToReadOnly = "Make it read-only";

    /// <summary>TRZ0011, TRZ0015 and TRZ0025.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds => ["TRZ0011", "TRZ0015", "TRZ0025"];

    /// <summary>All at once, too.</summary>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <summary>Offers it.</summary>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is not VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax { Declaration.Variables.Count: 1 } declaration } variable
            || model?.GetDeclaredSymbol(variable, context.CancellationToken) is not IFieldSymbol { IsReadOnly: false, IsVolatile: false } field
            || field.GetAttributes().Length > 0
            || MutableTypes.Has(field.Type)
            || await IsWrittenAsync(field, context.Document.Project.Solution, context.CancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var isConstant = field.IsStatic && variable.Initializer?.Value is { } value && model.GetConstantValue(value, context.CancellationToken).HasValue && CanBeConstant(field.Type);
        var title = isConstant ? ToConstant : ToReadOnly;
        context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(declaration, Changed(declaration, isConstant)))), title), context.Diagnostics);
    }

    private static FieldDeclarationSyntax Changed(FieldDeclarationSyntax declaration, bool isConstant)
    {
        var added = SyntaxFactory.Token(isConstant ? SyntaxKind.ConstKeyword : SyntaxKind.ReadOnlyKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (!isConstant)
        {
            return declaration.AddModifiers(added);
        }

        var shared = declaration.Modifiers.First(modifier => modifier.IsKind(SyntaxKind.StaticKeyword));
        return declaration.WithModifiers(declaration.Modifiers.Replace(shared, added.WithLeadingTrivia(shared.LeadingTrivia)));
    }

    private static bool CanBeConstant(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Enum || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String and not (SpecialType.System_IntPtr or SpecialType.System_UIntPtr);

    private static async Task<bool> IsWrittenAsync(IFieldSymbol field, Solution solution, CancellationToken cancellation)
    {
        var references = await SymbolFinder.FindReferencesAsync(field, solution, cancellation).ConfigureAwait(false);
        foreach (var place in references.SelectMany(found => found.Locations))
        {
            var root = await place.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            if (root?.FindNode(place.Location.SourceSpan, getInnermostNodeForTie: true) is not { } use || IsWrite(use))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWrite(SyntaxNode use)
    {
        var whole = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == whole,
            PrefixUnaryExpressionSyntax prefix => prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression) || prefix.IsKind(SyntaxKind.AddressOfExpression),
            PostfixUnaryExpressionSyntax postfix => !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax },
            RefExpressionSyntax => true,
            _ => false,
        };
    }
}
