using System.Diagnostics.CodeAnalysis;

namespace Trapeze.Store.Items;

/// <summary>Numbers as bytes whose <c>memcmp</c> order is the order of the numbers; a number has exactly one encoding.</summary>
/// <remarks>
/// Positive: <c>0x81</c>, the exponent of the first digit + 130, then the digits two to a byte, trailing zeros dropped. Negative: <c>0x7F</c>, the
/// complement of those bytes, and <c>0xFF</c>, so that of two numbers with the same beginning the longer one is the smaller. Zero: <c>0x80</c>.
/// </remarks>
internal static class NumberEncoding
{
    public const int MaxLength = 3 + ((DynamoNumber.MaxDigits + 1) / 2);

    private const byte Negative = 0x7F;
    private const byte Zero = 0x80;
    private const byte Positive = 0x81;
    private const byte End = 0xFF;

    /// <summary>Writes <paramref name="number"/>; gives the length, at most <see cref="MaxLength"/>.</summary>
    public static int Write(DynamoNumber number, Span<byte> target)
    {
        if (number.IsZero)
        {
            target[0] = Zero;
            return 1;
        }

        Span<char> digits = stackalloc char[DynamoNumber.MaxDigits + 1];
        var count = DynamoNumberText.WriteDigits(number.Coefficient, digits);
        digits[count] = '0';
        target[0] = number.IsNegative ? Negative : Positive;
        target[1] = (byte)(number.Magnitude - DynamoNumber.MinExponent);
        var length = 2;
        for (var digit = 0; digit < count; digit += 2)
        {
            target[length++] = (byte)(((digits[digit] - '0') * 10) + digits[digit + 1] - '0');
        }

        if (number.IsNegative)
        {
            foreach (ref var complemented in target[1..length])
            {
                complemented = (byte)~complemented;
            }

            target[length++] = End;
        }

        return length;
    }

    /// <summary>Reads the canonical text of an encoded number; false if the bytes are not the encoding of any.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (bytes is [Zero])
        {
            text = "0";
            return true;
        }

        var negative = bytes is [Negative, ..];
        if (bytes.Length < (negative ? 4 : 3) || bytes.Length > MaxLength || (!negative && bytes[0] != Positive) || (negative && bytes[^1] != End))
        {
            return false;
        }

        var flip = negative ? 0xFF : 0;
        var pairs = negative ? bytes[2..^1] : bytes[2..];
        Span<char> digits = stackalloc char[2 * MaxLength];
        for (var index = 0; index < pairs.Length; index++)
        {
            var pair = pairs[index] ^ flip;
            if (pair > 99)
            {
                return false;
            }

            digits[2 * index] = (char)('0' + (pair / 10));
            digits[(2 * index) + 1] = (char)('0' + (pair % 10));
        }

        var count = digits[(2 * pairs.Length) - 1] == '0' ? (2 * pairs.Length) - 1 : 2 * pairs.Length;
        if (digits[0] == '0' || digits[count - 1] == '0' || count > DynamoNumber.MaxDigits)
        {
            return false;
        }

        text = DynamoNumberText.Print(negative, digits[..count], (bytes[1] ^ flip) + DynamoNumber.MinExponent);
        return true;
    }
}
