using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Expressions.Paths;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Updates;

/// <summary><c>ADD path value</c>: adds a number, or members to a set; the legacy form also appends to a list.</summary>
internal sealed class AddAction(DocumentPath target, ValueOperand operand, Func<ValidationException> wrongType) : UpdateAction(target)
{
    public override UpdateOutcome Judge(Dictionary<string, AttributeValue> item)
    {
        var added = operand.Value;
        if (Target.Resolve(item) is not { } present)
        {
            return UpdateOutcome.Put(added);
        }

        var kind = AttributeKinds.Known(present);
        return UpdateOutcome.Put(kind != AttributeKinds.Known(added) ? throw wrongType() : kind switch
        {
            AttributeKind.N => new() { N = DynamoNumber.Parse(present.N).Add(DynamoNumber.Parse(added.N)).ToString() },
            AttributeKind.L => new() { L = [.. present.L, .. added.L] },
            _ => ValueSets.Union(present, added),
        });
    }

    public override string ToString() => $"{Target} {operand}";
}
