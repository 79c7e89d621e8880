using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Operands;

/// <summary><c>size</c>: the characters of a string, the bytes of a binary, the members of a set, list or map; other values have none.</summary>
internal sealed class SizeOperand(Operand of) : Operand
{
    public override AttributeKind? StaticKind => AttributeKind.N;

    public override AttributeValue? Resolve(Dictionary<string, AttributeValue>? item) =>
        of.Resolve(item) is { } value && Size(value) is { } size
            ? new AttributeValue { N = size.ToString(CultureInfo.InvariantCulture) }
            : null;

    public override string ToString() => $"size({of})";

    private static int? Size(AttributeValue value) => AttributeKinds.Known(value) switch
    {
        AttributeKind.S => value.S.Length,
        AttributeKind.B => Binary.Bytes(value.B).Length,
        AttributeKind.SS => value.SS.Count,
        AttributeKind.NS => value.NS.Count,
        AttributeKind.BS => value.BS.Count,
        AttributeKind.M => value.M.Count,
        AttributeKind.L => value.L.Count,
        _ => null,
    };
}
