using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Paths;

namespace Trapeze.Store.Expressions.Operands;

/// <summary>What the item has at a path.</summary>
internal sealed class PathOperand(DocumentPath path) : Operand
{
    public DocumentPath Path { get; } = path;

    public override AttributeValue? Resolve(Dictionary<string, AttributeValue>? item) => Path.Resolve(item);

    public override string ToString() => Path.ToString();
}
