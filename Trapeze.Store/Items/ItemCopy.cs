using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Copies items, so that no caller holds a reference into another's.</summary>
internal static class ItemCopy
{
    /// <summary>A deep copy of an item.</summary>
    public static Dictionary<string, AttributeValue> Of(Dictionary<string, AttributeValue> item)
    {
        var copy = new Dictionary<string, AttributeValue>(item.Count, StringComparer.Ordinal);
        foreach (var (name, value) in item)
        {
            copy.Add(name, Of(value));
        }

        return copy;
    }

    /// <summary>A deep copy of a validated value.</summary>
    public static AttributeValue Of(AttributeValue value) => AttributeKinds.Known(value) switch
    {
        AttributeKind.S => new() { S = value.S },
        AttributeKind.N => new() { N = value.N },
        AttributeKind.B => new() { B = Binary.Copy(value.B) },
        AttributeKind.SS => new() { SS = [.. value.SS] },
        AttributeKind.NS => new() { NS = [.. value.NS] },
        AttributeKind.BS => new() { BS = value.BS.ConvertAll(Binary.Copy) },
        AttributeKind.M => new() { M = Of(value.M) },
        AttributeKind.L => new() { L = value.L.ConvertAll(Of) },
        AttributeKind.BOOL => new() { BOOL = value.BOOL },
        _ => new() { NULL = true },
    };
}
