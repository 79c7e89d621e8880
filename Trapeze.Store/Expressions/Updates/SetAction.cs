using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Expressions.Paths;

namespace Trapeze.Store.Expressions.Updates;

/// <summary><c>SET path = operand</c>.</summary>
internal sealed class SetAction(DocumentPath target, Operand operand) : UpdateAction(target)
{
    public override UpdateOutcome Judge(Dictionary<string, AttributeValue> item) => UpdateOutcome.Put(UpdateRefusals.Present(operand, item));

    public override string ToString() => $"{Target} = {operand}";
}
