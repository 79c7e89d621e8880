using System.Globalization;
using System.Numerics;
using Amazon.DynamoDBv2.Model;
using FsCheck;
using FsCheck.Fluent;
using Trapeze.Store.Items;

namespace Trapeze.Store.Tests.Items;

/// <summary>Generates values and items, small and alike enough that comparisons often hold.</summary>
internal static class Values
{
    public static readonly KeySchema Schema = new(new("pk", AttributeKind.S), new("sk", AttributeKind.N));

    public static Gen<string> Text { get; } = Gen.Elements("", "a", "b", "ab", "abc", "é", "日本", "😀", "\uFFFD", "z\0");

    /// <summary>Numbers of all sizes that DynamoDB has, as sign, coefficient and exponent.</summary>
    public static Gen<(BigInteger Coefficient, int Exponent)> Decimal { get; } =
        from digits in Gen.Choose(0, 38)
        from seed in Gen.Choose(0, int.MaxValue)
        from second in Gen.Choose(0, int.MaxValue)
        from third in Gen.Choose(0, int.MaxValue)
        from fourth in Gen.Choose(0, int.MaxValue)
        from fifth in Gen.Choose(0, int.MaxValue)
        let coefficient = ((((((((BigInteger)seed << 31) + second << 31) + third) << 31) + fourth) << 31) + fifth) % BigInteger.Pow(10, digits)
        from exponent in Gen.OneOf(Gen.Choose(-3, 3), Gen.Choose(-130, 125 - digits))
        from negative in Gen.Elements(true, false)
        select (negative ? -coefficient : coefficient, exponent);

    public static Gen<string> SmallNumber { get; } = Gen.Choose(-3, 3).Select(number => number.ToString(CultureInfo.InvariantCulture));

    public static Gen<string> Number { get; } = Gen.Frequency(
        (4, SmallNumber),
        (1, Decimal.Select(number => string.Create(CultureInfo.InvariantCulture, $"{number.Coefficient}E{number.Exponent}"))));

    public static Gen<MemoryStream> Binary { get; } = Gen.Elements<byte[]>([], [0], [0, 1], [0xFF], [0xFF, 0xFF]).Select(bytes => new MemoryStream(bytes));

    public static Gen<AttributeValue> Scalar { get; } = Gen.OneOf(
        Text.Select(text => new AttributeValue { S = text }),
        Number.Select(number => new AttributeValue { N = number }),
        Binary.Select(binary => new AttributeValue { B = binary }));

    public static Gen<AttributeValue> Leaf { get; } = Gen.Frequency(
        (6, Scalar),
        (1, Gen.Elements(true, false).Select(value => new AttributeValue { BOOL = value })),
        (1, Gen.Constant(0).Select(_ => new AttributeValue { NULL = true })),
        (1, Gen.NonEmptyListOf(Text).Select(list => new AttributeValue { SS = [.. list.Distinct()] })),
        (1, Gen.NonEmptyListOf(SmallNumber).Select(list => new AttributeValue { NS = [.. list.Distinct()] })),
        (1, Gen.NonEmptyListOf(Binary).Select(list => new AttributeValue { BS = [.. list.DistinctBy(ValueComparer.Canonical)] })));

    public static Gen<string> Name { get; } = Gen.Elements("a", "b", "c", "d");

    public static Gen<Dictionary<string, AttributeValue>> Item { get; } = Valid(Map(2), ValueValidation.Attributes);

    public static Gen<AttributeValue> Value { get; } = Valid(Nested(2), ValueValidation.Value);

    // The few numbers that are out of range are left out.
    private static Gen<T> Valid<T>(Gen<T> values, Func<T, T> validate)
        where T : class => values.Select(value =>
    {
        try
        {
            return validate(value);
        }
        catch (ValidationException)
        {
            return null;
        }
    }).Where(value => value is not null).Select(value => value!);

    private static Gen<AttributeValue> Nested(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (3, Leaf),
        (1, Map(depth - 1).Select(map => new AttributeValue { M = map })),
        (1, Gen.Choose(0, 3).SelectMany(count => Nested(depth - 1).ListOf(count)).Select(list => new AttributeValue { L = [.. list] })));

    private static Gen<Dictionary<string, AttributeValue>> Map(int depth) =>
        from count in Gen.Choose(0, 5)
        from entries in (from name in Name from value in Nested(depth) select (name, value)).ListOf(count)
        select entries.DistinctBy(entry => entry.name).ToDictionary(entry => entry.name, entry => entry.value, StringComparer.Ordinal);
}
