using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions;

/// <summary>The key condition of a Query: one hash key and a range of sort keys.</summary>
internal sealed class KeyConditionExpression
{
    /// <summary>The hash key's value.</summary>
    public AttributeValue Hash => throw new NotSupportedException();

    /// <summary>The range of sort keys; everything if the condition names none.</summary>
    public KeyRange Sort => throw new NotSupportedException();

    public static KeyConditionExpression Parse(string text, Placeholders placeholders, KeySchema schema) => throw new NotSupportedException();

    /// <summary>Translates the legacy <c>KeyConditions</c>.</summary>
    public static KeyConditionExpression FromConditions(Dictionary<string, Condition> conditions, KeySchema schema) => throw new NotSupportedException();
}
