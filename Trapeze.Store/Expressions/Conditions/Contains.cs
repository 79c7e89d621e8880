using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Conditions;

/// <summary><c>contains</c>: part of a string or binary, member of a set, element of a list.</summary>
internal sealed class Contains(Operand operand, Operand part) : ConditionNode
{
    public override bool Evaluate(Dictionary<string, AttributeValue>? item) =>
        operand.Resolve(item) is { } whole && part.Resolve(item) is { } sought && Has(whole, sought);

    public override string ToString() => $"contains({operand}, {part})";

    private static bool Has(AttributeValue whole, AttributeValue sought) => (AttributeKinds.Known(whole), AttributeKinds.Known(sought)) switch
    {
        (AttributeKind.S, AttributeKind.S) => whole.S.Contains(sought.S, StringComparison.Ordinal),
        (AttributeKind.B, AttributeKind.B) => Binary.Bytes(whole.B).IndexOf(Binary.Bytes(sought.B)) >= 0,
        (AttributeKind.SS, AttributeKind.S) => whole.SS.Contains(sought.S, StringComparer.Ordinal),
        (AttributeKind.NS, AttributeKind.N) => whole.NS.Exists(member => ValueComparer.EqualNumbers(member, sought.N)),
        (AttributeKind.BS, AttributeKind.B) => whole.BS.Exists(member => Binary.Equal(member, sought.B)),
        (AttributeKind.L, _) => whole.L.Exists(element => ValueComparer.Instance.Equals(element, sought)),
        _ => false,
    };
}
