using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Conditions;

/// <summary><c>attribute_type</c>.</summary>
internal sealed class HasType(Operand operand, AttributeKind kind, string source) : ConditionNode
{
    public override bool Evaluate(Dictionary<string, AttributeValue>? item) =>
        operand.Resolve(item) is { } value && AttributeKinds.Known(value) == kind;

    public override string ToString() => $"attribute_type({operand}, {source})";
}
