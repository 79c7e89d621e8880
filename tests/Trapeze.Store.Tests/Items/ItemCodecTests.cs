using FsCheck.Fluent;
using Trapeze.Store.Items;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.Items;

public sealed class ItemCodecTests
{
    [Fact]
    public void Decode_OfEncode_IsTheItem() => Law.Holds(Values.Item, item =>
        AttributeJson.Print(ItemCodec.Decode(ItemCodec.Encode(item))) == AttributeJson.Print(item)
        && ValueComparer.Equal(item, ItemCodec.Decode(ItemCodec.Encode(item))));

    [Fact]
    public void Encode_IsAFunctionOfTheValue() => Law.Holds(Values.Item, item =>
    {
        var reversed = item.Reverse().ToDictionary(entry => entry.Key, entry => ItemCopy.Of(entry.Value), StringComparer.Ordinal);
        foreach (var value in reversed.Values)
        {
            value.SS?.Reverse();
            value.NS?.Reverse();
            value.BS?.Reverse();
        }

        return ItemCodec.Encode(item).AsSpan().SequenceEqual(ItemCodec.Encode(reversed));
    });

    [Fact]
    public void Decode_BrokenBytes_GivesAnItemOrIsRefused() => Law.Holds(
        from item in Values.Item
        from position in Gen.Choose(0, 10_000)
        from broken in Gen.Choose(0, 255)
        from cut in Gen.Choose(0, 10_000)
        select (Bytes: ItemCodec.Encode(item), position, (byte)broken, cut),
        sample =>
        {
            var bytes = sample.Bytes;
            bytes[sample.position % bytes.Length] = sample.Item3;
            return GivesOrRefuses(bytes) && GivesOrRefuses(bytes[..(sample.cut % bytes.Length)]);
        },
        5_000);

    [Fact]
    public void Decode_AnyBytes_GivesAnItemOrIsRefused() => Law.Holds(
        Gen.Choose(0, 255).Select(value => (byte)value).ListOf().Select(list => (byte[])[ItemCodec.Version, .. list]), GivesOrRefuses, 5_000);

    [Theory]
    [InlineData("", "ends too soon")]
    [InlineData("00", "version")]
    [InlineData("0200", "version")]
    [InlineData("010000", "follow")]
    [InlineData("01FFFFFFFF0F", "malformed length")]
    [InlineData("01FFFFFFFF07", "ends too soon")]
    [InlineData("01FFFFFFFFFF01", "malformed length")]
    [InlineData("018000", "malformed length")]
    [InlineData("01020161090161090161", "twice")]
    [InlineData("01010161FF", "unknown type")]
    [InlineData("01010161000180", "UTF-8")]
    [InlineData("0101016101018100", "number")]
    public void Decode_Malformed_SaysWhy(string hex, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => ItemCodec.Decode(Convert.FromHexString(hex))).Message, StringComparison.Ordinal);

    [Fact]
    public void Decode_EndlessNesting_IsRefused()
    {
        var bytes = new List<byte> { ItemCodec.Version, 1, 1, (byte)'a' };
        for (var depth = 0; depth < 100_000; depth++)
        {
            bytes.AddRange([(byte)AttributeKind.L, 1]);
        }

        bytes.Add((byte)AttributeKind.NULL);
        Assert.Contains("too deep", Assert.Throws<InvalidDataException>(() => ItemCodec.Decode([.. bytes])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_DeepestValidItem_ReadsBack()
    {
        var value = AttributeJson.Value("{'S':'x'}");
        for (var depth = 0; depth < ValueValidation.MaxDepth; depth++)
        {
            value = depth % 2 == 0 ? new() { L = [value] } : new() { M = new() { ["m"] = value } };
        }

        var item = ValueValidation.Attributes(new() { ["a"] = value });
        Assert.True(ValueComparer.Equal(item, ItemCodec.Decode(ItemCodec.Encode(item))));
    }

    private static bool GivesOrRefuses(byte[] bytes)
    {
        try
        {
            ItemCodec.Decode(bytes);
            return true;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
