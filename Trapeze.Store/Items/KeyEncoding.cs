using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Key values as bytes whose <c>memcmp</c> order is DynamoDB's order within a type; equal keys of a type have equal bytes.</summary>
/// <remarks>S is its UTF-8, B is itself, N is a <see cref="NumberEncoding"/>. The type is not part of the bytes: a table's key has one.</remarks>
internal static class KeyEncoding
{
    internal static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes a validated S, N or B.</summary>
    public static byte[] Encode(AttributeValue key)
    {
        if (key.S is { } text)
        {
            return StrictUtf8.GetBytes(text);
        }

        if (key.N is { } number)
        {
            Span<byte> bytes = stackalloc byte[NumberEncoding.MaxLength];
            return bytes[..NumberEncoding.Write(DynamoNumber.Parse(number), bytes)].ToArray();
        }

        return key.B is { } binary ? binary.ToArray() : throw new ArgumentException("a key is S, N or B", nameof(key));
    }

    /// <summary>The key value that <paramref name="bytes"/> encode.</summary>
    /// <exception cref="InvalidDataException">They encode none of that type.</exception>
    public static AttributeValue Decode(ReadOnlySpan<byte> bytes, AttributeKind kind)
    {
        try
        {
            return kind switch
            {
                AttributeKind.S => new AttributeValue { S = StrictUtf8.GetString(bytes) },
                AttributeKind.N when NumberEncoding.TryRead(bytes, out var text) => new AttributeValue { N = text },
                AttributeKind.B => new AttributeValue { B = Binary.From(bytes) },
                _ => throw new InvalidDataException($"not an encoded key of type {kind}"),
            };
        }
        catch (DecoderFallbackException failure)
        {
            throw new InvalidDataException("not an encoded key of type S", failure);
        }
    }
}
