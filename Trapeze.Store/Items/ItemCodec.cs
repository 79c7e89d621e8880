using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Items as bytes for storage: deterministic, versioned, and safe to decode from any bytes.</summary>
internal static class ItemCodec
{
    public static byte[] Encode(Dictionary<string, AttributeValue> item) => throw new NotSupportedException();

    /// <exception cref="InvalidDataException">The bytes are not an item of a known version.</exception>
    public static Dictionary<string, AttributeValue> Decode(ReadOnlySpan<byte> bytes) => throw new NotSupportedException();
}
