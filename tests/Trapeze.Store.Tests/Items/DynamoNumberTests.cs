using System.Globalization;
using System.Numerics;
using FsCheck.Fluent;
using Trapeze.Store.Items;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.Items;

public sealed class DynamoNumberTests
{
    private static readonly BigInteger Scale = BigInteger.Pow(10, 130 + 38);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("0e999", "0")]
    [InlineData("+1", "1")]
    [InlineData("1.", "1")]
    [InlineData(".5", "0.5")]
    [InlineData("1e5", "100000")]
    [InlineData("1E+5", "100000")]
    [InlineData("00012.3400", "12.34")]
    [InlineData("123e-2", "1.23")]
    [InlineData("0.1e1", "1")]
    [InlineData("1.50", "1.5")]
    [InlineData("-1200", "-1200")]
    [InlineData("100.001", "100.001")]
    [InlineData("0.00000000000000000000000000000000000000000000000000100", "0.000000000000000000000000000000000000000000000000001")]
    [InlineData("11111111111111111111111111111111111111000", "11111111111111111111111111111111111111000")]
    [InlineData("99999999999999999999999999999999999999", "99999999999999999999999999999999999999")]
    [InlineData("１", "1")]
    [InlineData("-1٣.०५e٢", "-1305")]
    public void ToString_OfAnyNotation_IsCanonical(string text, string canonical) => Assert.Equal(canonical, DynamoNumber.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("0x1")]
    [InlineData("NaN")]
    [InlineData("1_0")]
    [InlineData("1,0")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e5")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("3½")]
    [InlineData("x٣")]
    public void Parse_NoNumber_IsRefused(string text) =>
        Assert.StartsWith("The parameter cannot be converted to a numeric value", Refusal(() => DynamoNumber.Parse(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("1e126", DynamoNumber.Overflow)]
    [InlineData("-1e126", DynamoNumber.Overflow)]
    [InlineData("10e125", DynamoNumber.Overflow)]
    [InlineData("1e99999999999", DynamoNumber.Overflow)]
    [InlineData("1e-131", DynamoNumber.Underflow)]
    [InlineData("0.1e-130", DynamoNumber.Underflow)]
    [InlineData("1e-99999999999", DynamoNumber.Underflow)]
    [InlineData("111111111111111111111111111111111111111", DynamoNumber.Imprecise)]
    [InlineData("100000000000000000000000000000000000001", DynamoNumber.Imprecise)]
    public void Parse_OutOfRange_IsRefused(string text, string message) => Assert.Equal(message, Refusal(() => DynamoNumber.Parse(text)));

    [Theory]
    [InlineData("9.99e125")]
    [InlineData("1e-130")]
    [InlineData("1.5e-130")]
    [InlineData("-9.9999999999999999999999999999999999999e125")]
    public void Parse_AtTheLimits_Holds(string text) => Assert.Equal(DynamoNumber.Parse(text), DynamoNumber.Parse(DynamoNumber.Parse(text).ToString()));

    [Theory]
    [InlineData("5", "1e-38", DynamoNumber.Imprecise)]
    [InlineData("9.9e125", "9e124", DynamoNumber.Overflow)]
    [InlineData("9.9e125", "1", DynamoNumber.Imprecise)]
    [InlineData("1.1e-130", "-1e-130", DynamoNumber.Underflow)]
    public void Add_OutOfRange_IsRefused(string left, string right, string message) =>
        Assert.Equal(message, Refusal(() => DynamoNumber.Parse(left).Add(DynamoNumber.Parse(right))));

    [Fact]
    public void Parse_AgreesWithIntegers() => Law.Holds(Values.Decimal, number => Same(Model(number), Of(number)), 5_000);

    [Fact]
    public void ToString_ReadsBack() => Law.Holds(Values.Decimal, number =>
        Of(number) is not { } parsed || (DynamoNumber.Parse(parsed.ToString()).Equals(parsed) && !parsed.ToString().Contains('E')));

    [Fact]
    public void Add_AgreesWithIntegers() => Law.Holds(Pairs(), pair => AgreesOrRefuses(pair, (a, b) => a.Add(b), (a, b) => a + b), 5_000);

    [Fact]
    public void Subtract_AgreesWithIntegers() => Law.Holds(Pairs(), pair => AgreesOrRefuses(pair, (a, b) => a.Subtract(b), (a, b) => a - b), 5_000);

    [Fact]
    public void CompareTo_AgreesWithIntegers() => Law.Holds(Pairs(), pair =>
        Of(pair.Left) is not { } left || Of(pair.Right) is not { } right
        || (Math.Sign(left.CompareTo(right)) == Model(pair.Left).CompareTo(Model(pair.Right))
            && left.Equals(right) == (left.CompareTo(right) == 0)), 5_000);

    [Fact]
    public void IsPlain_MeansCanonical() => Law.Holds(Values.Number, text => !DynamoNumberText.IsPlain(text) || text == DynamoNumber.Parse(text).ToString());

    [Fact]
    public void Digits_AreCounted()
    {
        for (var power = 0; power < 38; power++)
        {
            Assert.Equal(power + 1, DecimalPowers.Digits(DecimalPowers.Of(power)));
            Assert.Equal(power, DecimalPowers.Digits(DecimalPowers.Of(power) - 1));
        }

        Assert.Equal(39, DecimalPowers.Digits(UInt128.MaxValue));
    }

    private static FsCheck.Gen<((BigInteger, int) Left, (BigInteger, int) Right)> Pairs() =>
        from left in Values.Decimal
        from right in Gen.OneOf(Values.Decimal, Gen.Constant(left), Gen.Constant((-left.Coefficient, left.Exponent)))
        select (left, right);

    private static DynamoNumber? Of((BigInteger Coefficient, int Exponent) number)
    {
        try
        {
            return DynamoNumber.Parse(string.Create(CultureInfo.InvariantCulture, $"{number.Coefficient}e{number.Exponent}"));
        }
        catch (ValidationException)
        {
            return null;
        }
    }

    private static BigInteger Model((BigInteger Coefficient, int Exponent) number) =>
        number.Exponent >= 0
            ? number.Coefficient * BigInteger.Pow(10, number.Exponent) * Scale
            : number.Coefficient * (Scale / BigInteger.Pow(10, -number.Exponent));

    private static bool IsInRange(BigInteger value)
    {
        var digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture);
        return value.IsZero
            || (digits.TrimEnd('0').Length <= 38 && digits.Length - 1 - 168 is >= -130 and <= 125);
    }

    private static bool Same(BigInteger model, DynamoNumber? number) =>
        number is { } value
            ? Model((value.IsNegative ? -(BigInteger)value.Coefficient : (BigInteger)value.Coefficient, value.Exponent)) == model
            : !IsInRange(model);

    private static bool AgreesOrRefuses(
        ((BigInteger, int) Left, (BigInteger, int) Right) pair,
        Func<DynamoNumber, DynamoNumber, DynamoNumber> operation,
        Func<BigInteger, BigInteger, BigInteger> model)
    {
        if (Of(pair.Left) is not { } left || Of(pair.Right) is not { } right)
        {
            return true;
        }

        DynamoNumber? result;
        try
        {
            result = operation(left, right);
        }
        catch (ValidationException)
        {
            result = null;
        }

        var expected = model(Model(pair.Left), Model(pair.Right));
        return IsInRange(expected) == result is not null && Same(expected, result);
    }

    private static string Refusal(Func<DynamoNumber> act) => Assert.Throws<ValidationException>(() => act()).Message;
}
