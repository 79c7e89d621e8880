using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>DynamoDB's own count of an item's bytes, which limits and pages are made of.</summary>
internal static class ItemSize
{
    /// <summary>The most that an item may have.</summary>
    public const int Limit = 400 * 1024;

    private const int Nesting = 3;

    /// <summary>The bytes of names and values.</summary>
    public static int Of(Dictionary<string, AttributeValue> item)
    {
        var size = 0;
        foreach (var (name, value) in item)
        {
            size += Encoding.UTF8.GetByteCount(name) + Of(value);
        }

        return size;
    }

    /// <summary>The bytes of one validated value.</summary>
    public static int Of(AttributeValue value) => AttributeKinds.Known(value) switch
    {
        AttributeKind.S => Encoding.UTF8.GetByteCount(value.S),
        AttributeKind.N => OfNumber(value.N),
        AttributeKind.B => Binary.Bytes(value.B).Length,
        AttributeKind.SS => value.SS.Sum(Encoding.UTF8.GetByteCount),
        AttributeKind.NS => value.NS.Sum(OfNumber),
        AttributeKind.BS => value.BS.Sum(member => Binary.Bytes(member).Length),
        AttributeKind.M => Nesting + value.M.Count + Of(value.M),
        AttributeKind.L => Nesting + value.L.Count + value.L.Sum(Of),
        _ => 1,
    };

    // Pairs of digits to both sides of the point: one byte for each from the first that is not zero to the last, one for the exponent, one for the sign if negative.
    private static int OfNumber(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        var point = digits.IndexOf('.') is var at and >= 0 ? at : digits.Length;
        var first = digits.IndexOfAnyInRange('1', '9');
        return first < 0 ? 1 : 2 + PairOf(first, point) - PairOf(digits.LastIndexOfAnyInRange('1', '9'), point) + (text.Length - digits.Length);
    }

    // 0 for units and tens, -1 for tenths and hundredths.
    private static int PairOf(int at, int point) => (at < point ? point - 1 - at : point - at) >> 1;
}
