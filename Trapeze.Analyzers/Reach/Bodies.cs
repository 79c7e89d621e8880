using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Trapeze.Analyzers.Reach;

/// <summary>The code of members.</summary>
internal sealed class Bodies(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    internal SemanticModel Model(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out var model))
        {
#pragma warning disable RS1030 // A function's code lies in other files than the one under analysis; only what functions reach is bound again.
            _models[tree] = model = compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
        }

        return model;
    }

    internal IEnumerable<IOperation> Of(ISymbol member) =>
        member.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).SelectMany(CodeOf).Select(Operation).OfType<IOperation>();

    internal IOperation? Operation(SyntaxNode node) => compilation.ContainsSyntaxTree(node.SyntaxTree) ? Model(node.SyntaxTree).GetOperation(node, cancellation) : null;

    private static IEnumerable<SyntaxNode> CodeOf(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax => [declaration],
        PropertyDeclarationSyntax property => Parts(property.AccessorList, property.ExpressionBody, property.Initializer),
        IndexerDeclarationSyntax indexer => Parts(indexer.AccessorList, indexer.ExpressionBody, initializer: null),
        EventDeclarationSyntax raised => Parts(raised.AccessorList, arrow: null, initializer: null),
        VariableDeclaratorSyntax { Initializer: { } initializer } => [initializer],
        TypeDeclarationSyntax { BaseList.Types: var bases } => bases.OfType<PrimaryConstructorBaseTypeSyntax>(),
        _ => [],
    };

    private static IEnumerable<SyntaxNode> Parts(AccessorListSyntax? accessors, ArrowExpressionClauseSyntax? arrow, EqualsValueClauseSyntax? initializer)
    {
        foreach (var accessor in accessors?.Accessors ?? [])
        {
            yield return accessor;
        }

        if (arrow is not null)
        {
            yield return arrow;
        }

        if (initializer is not null)
        {
            yield return initializer;
        }
    }
}
