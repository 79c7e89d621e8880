using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Trapeze.Analyzers.Reach;

/// <summary>What the language calls without a name in the source: loops, awaits, deconstructions.</summary>
internal static class Patterns
{
    internal static IEnumerable<ISymbol> Of(IOperation operation) => (operation, operation.Syntax, operation.SemanticModel) switch
    {
        (IForEachLoopOperation, CommonForEachStatementSyntax loop, { } model) => Loop(model.GetForEachStatementInfo(loop)).OfType<ISymbol>(),
        (IAwaitOperation, AwaitExpressionSyntax wait, { } model) => Wait(model.GetAwaitExpressionInfo(wait)).OfType<ISymbol>(),
        (IDeconstructionAssignmentOperation, AssignmentExpressionSyntax taken, { } model) => Take(model.GetDeconstructionInfo(taken)),
        _ => [],
    };

    private static IEnumerable<ISymbol?> Loop(ForEachStatementInfo loop) => [loop.GetEnumeratorMethod, loop.MoveNextMethod, loop.CurrentProperty, loop.DisposeMethod, loop.ElementConversion.MethodSymbol];

    private static IEnumerable<ISymbol?> Wait(AwaitExpressionInfo wait) => [wait.GetAwaiterMethod, wait.IsCompletedProperty, wait.GetResultMethod];

    private static IEnumerable<ISymbol> Take(DeconstructionInfo taken) =>
        taken.Nested.SelectMany(Take).Concat(taken.Method is { } method ? [method] : []);
}
