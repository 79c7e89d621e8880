using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions;

/// <summary>A ConditionExpression or FilterExpression, or the legacy parameters that mean the same.</summary>
internal sealed class ConditionExpression
{
    /// <param name="text">The expression.</param>
    /// <param name="placeholders">The request's names and values.</param>
    /// <param name="parameter">How messages call it: <c>ConditionExpression</c> or <c>FilterExpression</c>.</param>
    public static ConditionExpression Parse(string text, Placeholders placeholders, string parameter = "ConditionExpression") => throw new NotSupportedException();

    /// <summary>Translates <c>Expected</c>.</summary>
    public static ConditionExpression FromExpected(Dictionary<string, ExpectedAttributeValue> expected, string? conditionalOperator) => throw new NotSupportedException();

    /// <summary>Translates <c>QueryFilter</c> or <c>ScanFilter</c>.</summary>
    public static ConditionExpression FromFilter(Dictionary<string, Condition> conditions, string? conditionalOperator) => throw new NotSupportedException();

    /// <summary>Whether <paramref name="item"/> meets the condition; <c>null</c> is an absent item.</summary>
    public bool Evaluate(Dictionary<string, AttributeValue>? item) => throw new NotSupportedException();

    /// <summary>Refuses a filter of a Query that names key attributes.</summary>
    public void EnsureNoKeys(KeySchema schema) => throw new NotSupportedException();
}
