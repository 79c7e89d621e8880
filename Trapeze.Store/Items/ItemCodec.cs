using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Items as bytes for storage: a function of the item's value alone, versioned, and safe to decode from any bytes.</summary>
/// <remarks>
/// A version byte, then a map: its count, then per attribute, sorted by name, the name and the value. A value is its type in a byte
/// and its content. Counts and lengths are LEB128; strings are UTF-8, numbers a <see cref="NumberEncoding"/>; sets are sorted.
/// </remarks>
internal static class ItemCodec
{
    internal const byte Version = 1;

    // One more than validation allows; what is deeper is not an item.
    internal const int MaxDepth = ValueValidation.MaxDepth + 1;

    /// <summary>Encodes a validated item.</summary>
    public static byte[] Encode(Dictionary<string, AttributeValue> item)
    {
        var writer = new ItemWriter();
        writer.Byte(Version);
        writer.Map(item, 0);
        return writer.ToArray();
    }

    /// <summary>Decodes an item.</summary>
    /// <exception cref="InvalidDataException">The bytes are not an item of a known version.</exception>
    public static Dictionary<string, AttributeValue> Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ItemReader(bytes);
        if (reader.Byte() != Version)
        {
            throw new InvalidDataException("an item of an unknown version");
        }

        try
        {
            var item = reader.Map(0);
            return reader.AtEnd ? item : throw new InvalidDataException("bytes follow the item");
        }
        catch (DecoderFallbackException failure)
        {
            throw new InvalidDataException("an item's text is not UTF-8", failure);
        }
    }
}
