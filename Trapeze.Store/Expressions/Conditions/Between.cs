using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Conditions;

/// <summary><c>BETWEEN</c>, both bounds included.</summary>
internal sealed class Between(Operand operand, Operand low, Operand high) : ConditionNode
{
    public Operand Operand { get; } = operand;

    public Operand Low { get; } = low;

    public Operand High { get; } = high;

    public override bool Evaluate(Dictionary<string, AttributeValue>? item) =>
        Operand.Resolve(item) is { } value && Low.Resolve(item) is { } low && High.Resolve(item) is { } high
        && ValueComparer.Order(low, value) <= 0 && ValueComparer.Order(value, high) <= 0;

    public override string ToString() => $"{Operand} BETWEEN {Low} AND {High}";
}
