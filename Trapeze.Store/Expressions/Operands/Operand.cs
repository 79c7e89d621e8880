using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Syntax;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Operands;

/// <summary>What an operator works on.</summary>
internal abstract class Operand : Node
{
    /// <summary>Its type, where the expression alone tells; <c>null</c> where it depends on the item.</summary>
    public virtual AttributeKind? StaticKind => null;

    /// <summary>Its value for an item; <c>null</c> if it has none. The value belongs to the item or the expression: it must not be changed.</summary>
    public abstract AttributeValue? Resolve(Dictionary<string, AttributeValue>? item);
}
