using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Paths;

namespace Trapeze.Store.Expressions.Operands;

/// <summary><c>if_not_exists</c>: what the item has at a path, or else another operand.</summary>
internal sealed class IfNotExists(DocumentPath path, Operand otherwise) : Operand
{
    // DynamoDB asks the other operand to exist even where it is not used.
    public override AttributeValue Resolve(Dictionary<string, AttributeValue>? item)
    {
        var other = UpdateRefusals.Present(otherwise, item);
        return path.Resolve(item) ?? other;
    }

    public override string ToString() => $"if_not_exists({path}, {otherwise})";
}
