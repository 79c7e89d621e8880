using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Paths;

namespace Trapeze.Store.Expressions.Operands;

/// <summary><c>if_not_exists</c>: what the item has at a path, or else another operand.</summary>
internal sealed class IfNotExists(DocumentPath path, Operand otherwise) : Operand
{
    public override AttributeValue? Resolve(Dictionary<string, AttributeValue>? item) => path.Resolve(item) ?? otherwise.Resolve(item);

    public override string ToString() => $"if_not_exists({path}, {otherwise})";
}
