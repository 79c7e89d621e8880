using System.Text;
using Amazon.DynamoDBv2.Model;
using FsCheck.Fluent;
using Trapeze.Store.Items;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.Items;

public sealed class KeyEncodingTests
{
    [Fact]
    public void Encode_OrderOfBytes_IsOrderOfKeys() => Law.Holds(
        from left in Values.Scalar
        from right in Gen.OneOf(Values.Scalar, Gen.Constant(left))
        select (Left: ValueOrNull(left), Right: ValueOrNull(right)),
        pair => pair.Left is null || pair.Right is null || ValueComparer.Order(pair.Left, pair.Right) is not { } order
            || Math.Sign(KeyEncoding.Encode(pair.Left).AsSpan().SequenceCompareTo(KeyEncoding.Encode(pair.Right))) == Math.Sign(order),
        20_000);

    [Fact]
    public void Decode_OfEncode_IsTheKey() => Law.Holds(Values.Scalar.Select(ValueOrNull), key =>
        key is null || ValueComparer.Instance.Equals(key, KeyEncoding.Decode(KeyEncoding.Encode(key), AttributeKinds.Known(key))), 5_000);

    [Fact]
    public void Decode_AnyBytes_GivesTheirKeyOrIsRefused() => Law.Holds(
        Gen.OneOf(
            Gen.Choose(0, 255).Select(value => (byte)value).ListOf().Select(list => list.ToArray()),
            from head in Gen.Elements<byte[]>([0x80], [0x81, 0x83], [0x7F, 0x7C])
            from body in Gen.Choose(0, 99).Select(value => (byte)value).ListOf()
            from tail in Gen.Elements<byte[]>([], [0xFF])
            select (byte[])[.. head, .. body, .. tail]),
        bytes =>
        {
            try
            {
                return KeyEncoding.Encode(KeyEncoding.Decode(bytes, AttributeKind.N)).AsSpan().SequenceEqual(bytes);
            }
            catch (InvalidDataException)
            {
                return true;
            }
        },
        10_000);

    [Theory]
    [InlineData("0", "80")]
    [InlineData("1", "81820A")]
    [InlineData("12.5", "81830C32")]
    [InlineData("-12.5", "7F7CF3CDFF")]
    [InlineData("1e-130", "81000A")]
    public void Encode_Number_HasItsFixedForm(string number, string hex) =>
        Assert.Equal(hex, Convert.ToHexString(KeyEncoding.Encode(new AttributeValue { N = number })));

    [Theory]
    [InlineData("")]
    [InlineData("82820A")]
    [InlineData("8182")]
    [InlineData("818264")]
    [InlineData("818200")]
    [InlineData("81820A00")]
    [InlineData("8000")]
    [InlineData("7F7CF3CD")]
    public void Decode_MalformedNumber_IsRefused(string hex) =>
        Assert.Throws<InvalidDataException>(() => KeyEncoding.Decode(Convert.FromHexString(hex), AttributeKind.N));

    [Fact]
    public void Decode_MalformedText_IsRefused() => Assert.Throws<InvalidDataException>(() => KeyEncoding.Decode([0xC0], AttributeKind.S));

    [Fact]
    public void OrderStrings_IsOrderOfUtf8() => Law.Holds(
        from left in Gen.Elements("", "a", "\uD7FF", "\uE000", "\uFFFD", "😀", "a😀", "a\uE000", "😁").ListOf(2)
        from right in Gen.Elements("", "a", "\uD7FF", "\uE000", "\uFFFD", "😀", "a😀", "a\uE000", "😁").ListOf(2)
        select (Left: string.Concat(left), Right: string.Concat(right)),
        pair => Math.Sign(ValueComparer.OrderStrings(pair.Left, pair.Right))
            == Math.Sign(Encoding.UTF8.GetBytes(pair.Left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(pair.Right))));

    private static AttributeValue? ValueOrNull(AttributeValue value)
    {
        try
        {
            return ValueValidation.Value(value);
        }
        catch (ValidationException)
        {
            return null;
        }
    }
}
