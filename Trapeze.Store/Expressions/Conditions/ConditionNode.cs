using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Syntax;

namespace Trapeze.Store.Expressions.Conditions;

/// <summary>A part of a condition that is true or false for an item.</summary>
internal abstract class ConditionNode : Node
{
    /// <summary>Whether it holds; <c>null</c> is an absent item.</summary>
    public abstract bool Evaluate(Dictionary<string, AttributeValue>? item);
}
