using System.Globalization;

namespace Trapeze.Store.Items;

/// <summary>Reads and prints numbers.</summary>
internal static class DynamoNumberText
{
    private const int ExponentLimit = 100_000;

    /// <summary>Whether <paramref name="text"/> is so plainly canonical that it need not be parsed: a short integer.</summary>
    public static bool IsPlain(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        return digits.Length is > 0 and <= DynamoNumber.MaxDigits
            && (digits[0] != '0' || text.Length == 1)
            && !digits.ContainsAnyExceptInRange('0', '9');
    }

    public static DynamoNumber Parse(string text)
    {
        var position = 0;
        var negative = text.StartsWith('-');
        if (negative || text.StartsWith('+'))
        {
            position++;
        }

        var mantissa = default(Mantissa);
        position = mantissa.Read(text, position, fraction: false);
        if (position < text.Length && text[position] == '.')
        {
            position = mantissa.Read(text, position + 1, fraction: true);
        }

        var exponent = 0;
        if (mantissa.Any && position < text.Length && text[position] is 'e' or 'E')
        {
            position = ReadExponent(text, position + 1, out exponent);
        }

        if (!mantissa.Any || position != text.Length)
        {
            throw NotANumber(text);
        }

        return mantissa.TooLong
            ? throw new ValidationException(DynamoNumber.Imprecise)
            : DynamoNumber.Create(negative, mantissa.Coefficient, exponent + mantissa.Exponent);
    }

    public static string Print(DynamoNumber number)
    {
        if (number.IsZero)
        {
            return "0";
        }

        Span<char> digits = stackalloc char[DynamoNumber.MaxDigits];
        var count = WriteDigits(number.Coefficient, digits);
        return Print(number.IsNegative, digits[..count], number.Magnitude);
    }

    /// <summary>Prints <c>d.ddd × 10^magnitude</c>.</summary>
    public static string Print(bool negative, ReadOnlySpan<char> digits, int magnitude)
    {
        // At most a sign, 130 leading zeros and a point, or 126 digits: the stack is cleared for what is needed only.
        Span<char> text = stackalloc char[3 + digits.Length + Math.Abs(magnitude)];
        var length = 0;
        if (negative)
        {
            text[length++] = '-';
        }

        if (magnitude < 0)
        {
            text[length++] = '0';
            text[length++] = '.';
            text.Slice(length, -magnitude - 1).Fill('0');
            length += -magnitude - 1;
            digits.CopyTo(text[length..]);
            return text[..(length + digits.Length)].ToString();
        }

        var whole = Math.Min(magnitude + 1, digits.Length);
        digits[..whole].CopyTo(text[length..]);
        length += whole;
        text.Slice(length, magnitude + 1 - whole).Fill('0');
        length += magnitude + 1 - whole;
        if (whole < digits.Length)
        {
            text[length++] = '.';
            digits[whole..].CopyTo(text[length..]);
            length += digits.Length - whole;
        }

        return text[..length].ToString();
    }

    /// <summary>Writes the digits of <paramref name="coefficient"/>; gives their count.</summary>
    public static int WriteDigits(UInt128 coefficient, Span<char> digits)
    {
        coefficient.TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        return count;
    }

    private static int ReadExponent(string text, int position, out int exponent)
    {
        exponent = 0;
        var negative = position < text.Length && text[position] == '-';
        if (negative || (position < text.Length && text[position] == '+'))
        {
            position++;
        }

        var start = position;
        for (; position < text.Length && Digit(text[position]) is var digit and >= 0; position++)
        {
            exponent = Math.Min((exponent * 10) + digit, ExponentLimit);
        }

        exponent = negative ? -exponent : exponent;
        return position == start ? throw NotANumber(text) : position;
    }

    // DynamoDB takes the digits of any script, and gives back its own.
    private static int Digit(char letter) => char.IsAsciiDigit(letter) ? letter - '0' : CharUnicodeInfo.GetDecimalDigitValue(letter);

    private static ValidationException NotANumber(string text) => new(text.Length == 0
        ? "The parameter cannot be converted to a numeric value"
        : $"The parameter cannot be converted to a numeric value: {text}");

    /// <summary>Collects digits; zeros wait until a digit follows them, so that only significant ones count.</summary>
    private struct Mantissa
    {
        private int _zeros;
        private int _digits;

        public UInt128 Coefficient { get; private set; }

        public int Exponent { get; private set; }

        public bool Any { get; private set; }

        public bool TooLong { get; private set; }

        public int Read(string text, int position, bool fraction)
        {
            for (; position < text.Length && Digit(text[position]) is var digit and >= 0; position++)
            {
                Any = true;
                Exponent -= fraction ? 1 : 0;
                if (digit == 0)
                {
                    _zeros += _digits > 0 ? 1 : 0;
                    Exponent += _digits > 0 ? 1 : 0;
                    continue;
                }

                Append(digit);
            }

            return position;
        }

        private void Append(int digit)
        {
            TooLong |= _digits + _zeros + 1 > DynamoNumber.MaxDigits;
            if (!TooLong)
            {
                Coefficient = (Coefficient * DecimalPowers.Of(_zeros + 1)) + (UInt128)digit;
                Exponent -= _zeros;
                _digits += _zeros + 1;
                _zeros = 0;
            }
        }
    }
}
