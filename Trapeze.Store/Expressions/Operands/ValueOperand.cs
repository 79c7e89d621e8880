using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Operands;

/// <summary>A value of the request.</summary>
internal sealed class ValueOperand(AttributeValue value, string placeholder) : Operand
{
    public AttributeValue Value { get; } = value;

    public override AttributeKind? StaticKind { get; } = AttributeKinds.Known(value);

    public override AttributeValue? Resolve(Dictionary<string, AttributeValue>? item) => Value;

    public override string ToString() => placeholder;
}
