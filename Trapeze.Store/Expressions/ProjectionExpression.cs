using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Expressions;

/// <summary>A ProjectionExpression or the legacy <c>AttributesToGet</c>.</summary>
internal sealed class ProjectionExpression
{
    public static ProjectionExpression Parse(string text, Placeholders placeholders) => throw new NotSupportedException();

    /// <summary>Translates the legacy <c>AttributesToGet</c>.</summary>
    public static ProjectionExpression FromAttributes(List<string> attributes) => throw new NotSupportedException();

    /// <summary>The chosen parts of <paramref name="item"/>, copied; empty if it has none of them.</summary>
    public Dictionary<string, AttributeValue> Apply(Dictionary<string, AttributeValue> item) => throw new NotSupportedException();
}
