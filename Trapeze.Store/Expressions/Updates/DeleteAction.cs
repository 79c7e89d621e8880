using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Expressions.Paths;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Updates;

/// <summary><c>DELETE path set</c>: takes members out of a set, and the set with its last member.</summary>
internal sealed class DeleteAction(DocumentPath target, ValueOperand operand, Func<ValidationException> wrongType) : UpdateAction(target)
{
    public override UpdateOutcome Judge(Dictionary<string, AttributeValue> item)
    {
        if (Target.Resolve(item) is not { } present)
        {
            return UpdateOutcome.Keep;
        }

        return AttributeKinds.Known(present) != AttributeKinds.Known(operand.Value) ? throw wrongType()
            : ValueSets.Except(present, operand.Value) is { } rest ? UpdateOutcome.Put(rest)
            : UpdateOutcome.Remove;
    }

    public override string ToString() => $"{Target} {operand}";
}
