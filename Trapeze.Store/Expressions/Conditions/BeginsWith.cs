using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Conditions;

/// <summary><c>begins_with</c>, of two strings or two binaries.</summary>
internal sealed class BeginsWith(Operand operand, Operand prefix) : ConditionNode
{
    public Operand Operand { get; } = operand;

    public Operand Prefix { get; } = prefix;

    public override bool Evaluate(Dictionary<string, AttributeValue>? item) =>
        Operand.Resolve(item) is { } value && Prefix.Resolve(item) is { } start
        && (value.S is not null && start.S is not null
            ? value.S.StartsWith(start.S, StringComparison.Ordinal)
            : value.B is not null && start.B is not null && Binary.Bytes(value.B).StartsWith(Binary.Bytes(start.B)));

    public override string ToString() => $"begins_with({Operand}, {Prefix})";
}
