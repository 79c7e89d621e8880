using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Paths;

namespace Trapeze.Store.Expressions.Conditions;

/// <summary><c>attribute_exists</c> and <c>attribute_not_exists</c>.</summary>
internal sealed class Exists(DocumentPath path, bool expected) : ConditionNode
{
    public override bool Evaluate(Dictionary<string, AttributeValue>? item) => path.Resolve(item) is not null == expected;

    public override string ToString() => $"{(expected ? "attribute_exists" : "attribute_not_exists")}({path})";
}
