using System.Security.Cryptography;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Where a key's facets are in each source: one of a few partitions, by the logical partition key, and in there in key order.</summary>
internal static class KeyLayout
{
    /// <summary>The partitions of a source.</summary>
    /// <remarks>Invariant: never changed; the facets of a key would be looked for elsewhere.</remarks>
    internal const int Shards = 8;

    private const string Digits = "01234567";

    internal static string PartitionOf(Source source, int shard) => string.Concat(source.Id, Digits.AsSpan(shard, 1));

    /// <summary>Where a source's entries of an index are; an index that is declared otherwise has others.</summary>
    internal static string PartitionOf(Source source, StoredIndex index, int shard) =>
        string.Concat(SourceDigest.Of(source.Id, index.Name, $"index of {index.Text}"), Digits.AsSpan(shard, 1));

    internal static int ShardOf(FacetKey key) => SHA256.HashData(HashOf(key.Bytes))[0] % Shards;

    /// <summary>The shards that an interval's keys are in: one if they are of one partition.</summary>
    internal static IEnumerable<int> ShardsOf(KeyInterval interval) => interval.High is null ? Enumerable.Range(0, Shards) : [ShardOf(interval.Low)];

    /// <summary>The part of a key that its partition's every key begins with; all of <paramref name="key"/> if no partition is in it.</summary>
    internal static ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> key)
    {
        for (var at = 0; at + 1 < key.Length; at++)
        {
            if (key[at] == 0 && key[at + 1] <= 2)
            {
                return key[..at];
            }
        }

        return key;
    }

    internal static PhysicalKey Of(Source source, FacetKey key, int shard) => new(PartitionOf(source, shard), key.Bytes);
}
