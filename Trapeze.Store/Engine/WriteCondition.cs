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
            _ => throw new ValidationException("ReturnValuesOnConditionCheckFailure can only be ALL_OLD or NONE"),
        };
        if (expression is not null)
        {
            LegacyParameters.EnsureNone("ConditionExpression", ("Expected", expected is { Count: > 0 }), ("ConditionalOperator", conditionalOperator is not null));
            return new(ConditionExpression.Parse(expression, placeholders), returnsItem);
        }

        return new(ConditionExpression.FromExpected(expected, conditionalOperator?.Value), returnsItem);
    }

    /// <summary>The error if <paramref name="item"/> does not meet the condition.</summary>
    internal ConditionalCheckFailedException? Test(Dictionary<string, AttributeValue>? item) =>
        _condition is null || _condition.Evaluate(item) ? null : StoreErrors.ConditionFailed(_returnsItem && item is not null ? ItemCopy.Of(item) : null);
}
