using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>The condition of a write, tested on the visible item.</summary>
internal sealed class WriteCondition
{
    private readonly ConditionExpression? _condition;
    private readonly bool _returnsItem;

    private WriteCondition(ConditionExpression? condition, bool returnsItem)
    {
        _condition = condition;
        _returnsItem = returnsItem;
    }

    internal bool IsAbsent => _condition is null;

    /// <summary>Checks the parameters of a write whose only expression is its condition.</summary>
    internal static void EnsureParameters(
        Dictionary<string, string>? names,
        Dictionary<string, AttributeValue>? values,
        string? expression,
        Dictionary<string, ExpectedAttributeValue>? expected,
        ConditionalOperator? conditionalOperator) => ExpressionParameters.Ensure(
            names,
            values,
            [("Expected", expected is { Count: > 0 }), ("ConditionalOperator", conditionalOperator is not null)],
            new ExpressionParameter("ConditionExpression", expression));

    /// <summary>The placeholders of a transaction's action whose only expression is its condition.</summary>
    internal static Placeholders Placeholders(Dictionary<string, string>? names, Dictionary<string, AttributeValue>? values, string? expression) =>
        ExpressionParameters.Of(names, values, [], new ExpressionParameter("ConditionExpression", expression));

    internal static WriteCondition Of(
        string? expression,
        Placeholders placeholders,
        Dictionary<string, ExpectedAttributeValue>? expected,
        ConditionalOperator? conditionalOperator,
        ReturnValuesOnConditionCheckFailure? onFailure)
    {
        var returnsItem = onFailure?.Value switch
        {
            null or "" or "NONE" => false,
            "ALL_OLD" => true,
            _ => throw ItemValidation.NotOneOf("ALL_OLD, NONE", "returnValuesOnConditionCheckFailure", onFailure.Value),
        };
        if (expression is not null)
        {
            return new(ConditionExpression.Parse(expression, placeholders), returnsItem);
        }

        return new(ConditionExpression.FromExpected(expected, conditionalOperator?.Value), returnsItem);
    }

    internal void EnsureKeysAreScalars(KeySchema schema) => _condition?.EnsureKeysAreScalars(schema);

    /// <summary>The error if <paramref name="item"/> does not meet the condition.</summary>
    internal ConditionalCheckFailedException? Test(Dictionary<string, AttributeValue>? item) =>
        _condition is null || _condition.Evaluate(item) ? null : StoreErrors.ConditionFailed(_returnsItem && item is not null ? ItemCopy.Of(item) : null);
}
