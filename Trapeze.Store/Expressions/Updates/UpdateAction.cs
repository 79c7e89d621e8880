using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Paths;

namespace Trapeze.Store.Expressions.Updates;

/// <summary>One action of an update.</summary>
internal abstract class UpdateAction(DocumentPath target)
{
    public DocumentPath Target { get; } = target;

    /// <summary>What it does, judged by the item as it was before the update.</summary>
    public abstract UpdateOutcome Judge(Dictionary<string, AttributeValue> item);

    /// <summary>The action as its section of an expression has it.</summary>
    public abstract override string ToString();
}
