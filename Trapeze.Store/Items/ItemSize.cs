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

    // One byte per two significant digits, one for the exponent, one for the sign if negative.
    private static int OfNumber(string text)
    {
        var significant = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        var digits = 0;
        var zeros = 0;
        foreach (var character in significant)
        {
            if (character == '0')
            {
                zeros += digits > 0 ? 1 : 0;
            }
            else if (character != '.')
            {
                digits += zeros + 1;
                zeros = 0;
            }
        }

        return 1 + ((digits + 1) / 2) + (text.Length - significant.Length);
    }
}
