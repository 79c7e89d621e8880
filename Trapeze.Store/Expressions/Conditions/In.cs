using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Conditions;

/// <summary><c>IN</c>: equal to one of a list.</summary>
internal sealed class In(Operand operand, ImmutableArray<Operand> candidates) : ConditionNode
{
    public override bool Evaluate(Dictionary<string, AttributeValue>? item) =>
        operand.Resolve(item) is { } value
        && candidates.Any(candidate => candidate.Resolve(item) is { } other && ValueComparer.Instance.Equals(value, other));

    public override string ToString() => $"{operand} IN ({string.Join(", ", candidates)})";
}
