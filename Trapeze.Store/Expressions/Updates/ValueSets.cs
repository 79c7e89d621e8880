using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Updates;

/// <summary>Union and difference of two sets of one type, whose numbers are canonical.</summary>
internal static class ValueSets
{
    public static AttributeValue Union(AttributeValue left, AttributeValue right) =>
        left.IsSSSet ? new() { SS = [.. left.SS.Union(right.SS, StringComparer.Ordinal)] }
        : left.IsNSSet ? new() { NS = [.. left.NS.Union(right.NS, StringComparer.Ordinal)] }
        : new() { BS = [.. left.BS.UnionBy(right.BS, ValueComparer.Canonical, StringComparer.Ordinal)] };

    /// <summary>What <paramref name="left"/> has beyond <paramref name="right"/>; <c>null</c> if that is nothing.</summary>
    public static AttributeValue? Except(AttributeValue left, AttributeValue right)
    {
        if (left.IsBSSet)
        {
            List<MemoryStream> binaries = [.. left.BS.ExceptBy(right.BS.Select(ValueComparer.Canonical), ValueComparer.Canonical, StringComparer.Ordinal)];
            return binaries.Count == 0 ? null : new() { BS = binaries };
        }

        List<string> rest = [.. (left.IsSSSet ? left.SS : left.NS).Except(left.IsSSSet ? right.SS : right.NS, StringComparer.Ordinal)];
        return rest.Count == 0 ? null : left.IsSSSet ? new() { SS = rest } : new() { NS = rest };
    }
}
