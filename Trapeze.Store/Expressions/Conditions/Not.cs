using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Expressions.Conditions;

/// <summary><c>NOT</c>.</summary>
internal sealed class Not(ConditionNode inner) : ConditionNode
{
    public override bool Evaluate(Dictionary<string, AttributeValue>? item) => !inner.Evaluate(item);

    public override string ToString() => $"NOT {Junction.Enclose(inner)}";
}
