using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Trapeze.Analyzers.Rules;

/// <summary>Tasks that nobody waits for.</summary>
internal static class TaskRules
{
    /// <summary>The call whose task is dropped by <paramref name="operation"/>; null if none is.</summary>
    internal static IOperation? Dropped(IOperation operation) => operation switch
    {
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var value } } => TaskOf(value),
        IExpressionStatementOperation { Operation: var value } => TaskOf(value),
        IVariableDeclaratorOperation { Symbol: var local, Initializer.Value: var value } when TaskOf(value) is { } task && !IsUsed(local, operation) => task,
        _ => null,
    };

    private static IOperation? TaskOf(IOperation value) => value switch
    {
        IConversionOperation conversion => TaskOf(conversion.Operand),
        IConditionalAccessOperation access => TaskOf(access.WhenNotNull) is null ? null : access,
        IInvocationOperation { Type: { } type } call when IsTask(type) => call,
        IDynamicInvocationOperation => null,
        _ => null,
    };

    private static bool IsTask(ITypeSymbol type) =>
        type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } }
        || type is { Name: "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" };

    private static bool IsUsed(ILocalSymbol local, IOperation declaration)
    {
        var block = declaration.Parent;
        while (block is not (null or IBlockOperation or IMethodBodyBaseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            block = block.Parent;
        }

        return block is null || block.Descendants().OfType<ILocalReferenceOperation>().Any(use => SymbolEqualityComparer.Default.Equals(use.Local, local));
    }
}
