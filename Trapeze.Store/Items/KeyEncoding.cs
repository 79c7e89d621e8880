using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Key values as bytes whose <c>memcmp</c> order is DynamoDB's order; equal keys have equal bytes.</summary>
internal static class KeyEncoding
{
    public static byte[] Encode(AttributeValue key) => throw new NotSupportedException();

    public static AttributeValue Decode(ReadOnlySpan<byte> bytes, AttributeKind kind) => throw new NotSupportedException();
}
