using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Engine;
using Trapeze.Store.Items;
using Capacity = Trapeze.Store.Engine.Capacity;

namespace Trapeze.Store.Indexes;

/// <summary>What the indexes of a table consume of a write, by DynamoDB's published rule.</summary>
internal static class IndexCapacity
{
    /// <summary>The write units of one index for an item that becomes another.</summary>
    internal static double Write(StoredIndex index, Dictionary<string, AttributeValue>? old, Dictionary<string, AttributeValue>? made)
    {
        var (before, after) = (Entry(index, old), Entry(index, made));
        if (before is not null && after is not null && before.Value.Key.Bytes.AsSpan().SequenceEqual(after.Value.Key.Bytes))
        {
            return before.Value.Shown.AsSpan().SequenceEqual(after.Value.Shown) ? 0 : Capacity.Write(Math.Max(before.Value.Size, after.Value.Size));
        }

        return (before is null ? 0 : Capacity.Write(before.Value.Size)) + (after is null ? 0 : Capacity.Write(after.Value.Size));
    }

    private static (FacetKey Key, byte[] Shown, int Size)? Entry(StoredIndex index, Dictionary<string, AttributeValue>? item)
    {
        if (item is null || index.EntryOf(item) is not { } key)
        {
            return null;
        }

        var shown = index.Shown(item);
        return (key, ItemCodec.Encode(shown), ItemSize.Of(shown));
    }
}
