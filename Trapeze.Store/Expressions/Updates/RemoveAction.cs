using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Paths;

namespace Trapeze.Store.Expressions.Updates;

/// <summary><c>REMOVE path</c>.</summary>
internal sealed class RemoveAction(DocumentPath target) : UpdateAction(target)
{
    public override UpdateOutcome Judge(Dictionary<string, AttributeValue> item) => UpdateOutcome.Remove;

    public override string ToString() => Target.ToString();
}
