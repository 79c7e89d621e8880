using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Expressions;

/// <summary>One test of one key attribute; <paramref name="Second"/> is the upper bound of a BETWEEN.</summary>
internal sealed record KeyTest(string Attribute, KeyTestKind Kind, AttributeValue First, AttributeValue? Second = null)
{
    public override string ToString() => $"{Attribute} {Kind}";
}
