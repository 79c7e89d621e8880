using System.Globalization;
using Trapeze.Evidence.Histories.Recording;
using Trapeze.Store.Items;

namespace Trapeze.Evidence.Protocols;

/// <summary>What the facets of cases hold, as the store keeps items.</summary>
internal static class Contents
{
    public const string Value = "value";
    private const string Times = "times";

    public static Item Read(byte[]? bytes)
    {
        if (bytes is null)
        {
            return Item.Absent;
        }

        var item = ItemCodec.Decode(bytes);
        return new Item(int.Parse(item[Value].N, CultureInfo.InvariantCulture), int.Parse(item[Times].N, CultureInfo.InvariantCulture));
    }

    /// <param name="key">The key's number, which makes the item's key.</param>
    /// <param name="item">The item.</param>
    public static byte[] Write(int key, Item item) => ItemCodec.Encode(new(StringComparer.Ordinal)
    {
        ["id"] = new() { S = ((char)(key + 1)).ToString() },
        [Value] = new() { N = item.Value.ToString(CultureInfo.InvariantCulture) },
        [Times] = new() { N = item.Times.ToString(CultureInfo.InvariantCulture) },
    });
}
