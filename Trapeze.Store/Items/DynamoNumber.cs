using System.Numerics;

namespace Trapeze.Store.Items;

/// <summary>DynamoDB's number: a decimal of up to 38 significant digits, zero or of a magnitude from 1E-130 up to, but not including, 1E126.</summary>
internal readonly struct DynamoNumber : IEquatable<DynamoNumber>, IComparable<DynamoNumber>
{
    public const int MaxDigits = 38;
    public const int MinExponent = -130;
    public const int MaxExponent = 125;

    internal const string Imprecise = "Attempting to store more than 38 significant digits in a Number";
    internal const string Overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
    internal const string Underflow = "Number underflow. Attempting to store a number with magnitude smaller than supported range";

    private static readonly BigInteger CoefficientLimit = BigInteger.Pow(10, MaxDigits);

    // Invariant: the value is ±Coefficient × 10^Exponent; the coefficient does not end in 0; zero is all zero and not negative.
    private DynamoNumber(bool negative, UInt128 coefficient, int exponent)
    {
        IsNegative = negative;
        Coefficient = coefficient;
        Exponent = exponent;
    }

    public bool IsNegative { get; }

    public bool IsZero => Coefficient == UInt128.Zero;

    /// <summary>How many significant digits it has; zero has none.</summary>
    public int Digits => DecimalPowers.Digits(Coefficient);

    /// <summary>The exponent of its first digit: the <c>e</c> of <c>d.ddd × 10^e</c>.</summary>
    public int Magnitude => Digits - 1 + Exponent;

    internal UInt128 Coefficient { get; }

    internal int Exponent { get; }

    /// <summary>Reads a number.</summary>
    /// <exception cref="ValidationException">It is none, or out of range.</exception>
    public static DynamoNumber Parse(string text) => DynamoNumberText.Parse(text);

    /// <summary>Makes a number of a coefficient of any length.</summary>
    /// <exception cref="ValidationException">It needs more than 38 digits, or is out of range.</exception>
    internal static DynamoNumber Create(bool negative, UInt128 coefficient, int exponent)
    {
        if (coefficient == UInt128.Zero)
        {
            return default;
        }

        while (coefficient <= ulong.MaxValue ? (ulong)coefficient % 10 == 0 : coefficient % 10 == UInt128.Zero)
        {
            coefficient = coefficient <= ulong.MaxValue ? (ulong)coefficient / 10 : coefficient / 10;
            exponent++;
        }

        var number = new DynamoNumber(negative, coefficient, exponent);
        return number.Magnitude > MaxExponent ? throw new ValidationException(Overflow)
            : number.Magnitude < MinExponent ? throw new ValidationException(Underflow)
            : number.Digits > MaxDigits ? throw new ValidationException(Imprecise)
            : number;
    }

    public DynamoNumber Add(DynamoNumber other)
    {
        if (IsZero || other.IsZero)
        {
            return IsZero ? other : this;
        }

        var exponent = Math.Min(Exponent, other.Exponent);
        if (Digits + Exponent - exponent < MaxDigits && other.Digits + other.Exponent - exponent < MaxDigits)
        {
            var left = (Int128)(Coefficient * DecimalPowers.Of(Exponent - exponent));
            var right = (Int128)(other.Coefficient * DecimalPowers.Of(other.Exponent - exponent));
            var sum = (IsNegative ? -left : left) + (other.IsNegative ? -right : right);
            return Create(sum < 0, (UInt128)Int128.Abs(sum), exponent);
        }

        return AddWide(other, exponent);
    }

    public DynamoNumber Subtract(DynamoNumber other) => Add(other.Negate());

    public int CompareTo(DynamoNumber other)
    {
        if (IsZero || other.IsZero || IsNegative != other.IsNegative)
        {
            return Sign().CompareTo(other.Sign());
        }

        var order = Magnitude.CompareTo(other.Magnitude);
        if (order == 0)
        {
            var digits = Math.Max(Digits, other.Digits);
            order = (Coefficient * DecimalPowers.Of(digits - Digits)).CompareTo(other.Coefficient * DecimalPowers.Of(digits - other.Digits));
        }

        return IsNegative ? -order : order;
    }

    public bool Equals(DynamoNumber other) =>
        IsNegative == other.IsNegative && Exponent == other.Exponent && Coefficient == other.Coefficient;

    public override bool Equals(object? obj) => obj is DynamoNumber other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(IsNegative, Coefficient, Exponent);

    /// <summary>The number as DynamoDB returns it: plain digits, without exponent, leading or trailing zeros.</summary>
    public override string ToString() => DynamoNumberText.Print(this);

    private int Sign() => IsZero ? 0 : IsNegative ? -1 : 1;

    private DynamoNumber Negate() => IsZero ? this : new(!IsNegative, Coefficient, Exponent);

    private DynamoNumber AddWide(DynamoNumber other, int exponent)
    {
        var sum = Wide(exponent) + other.Wide(exponent);
        var negative = sum.Sign < 0;
        var coefficient = BigInteger.Abs(sum);
        var digits = coefficient.IsZero ? 0 : (int)BigInteger.Log10(coefficient) + 1;
        if (digits + exponent - 1 > MaxExponent + 1)
        {
            throw new ValidationException(Overflow);
        }

        while (!coefficient.IsZero && BigInteger.Remainder(coefficient, 10).IsZero)
        {
            coefficient /= 10;
            exponent++;
        }

        return coefficient >= CoefficientLimit
            ? throw new ValidationException(Imprecise)
            : Create(negative, (UInt128)coefficient, exponent);
    }

    private BigInteger Wide(int exponent)
    {
        var scaled = (BigInteger)Coefficient * BigInteger.Pow(10, Exponent - exponent);
        return IsNegative ? -scaled : scaled;
    }
}
