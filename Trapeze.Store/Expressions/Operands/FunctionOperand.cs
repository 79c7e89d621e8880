using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Expressions.Operands;

/// <summary>A condition's function met where an operand may stand; it lives only until the parser knows whether it may be one.</summary>
internal sealed class FunctionOperand(string name, ImmutableArray<Operand> arguments) : Operand
{
    public string Name { get; } = name;

    public ImmutableArray<Operand> Arguments { get; } = arguments;

    public override AttributeValue? Resolve(Dictionary<string, AttributeValue>? item) =>
        throw new InvalidOperationException("a condition has no value");

    public override string ToString() => $"{Name}({string.Join(", ", Arguments)})";
}
