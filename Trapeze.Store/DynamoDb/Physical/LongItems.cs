using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>What of an item does not fit beside its facet's own attributes: parts in items of their own.</summary>
/// <remarks>
/// Invariant: a part is put before the facet, never changes, and is removed only when its facet is known to be gone for good; so whoever finds the facet
/// finds its parts, or the facet has been replaced since.
/// </remarks>
internal sealed class LongItems(IAmazonDynamoDB client, string name, TimeProvider time)
{
    private const string Prefix = "rest ";
    private const int LongestPart = 380 * 1024;

    internal static int CountOf(byte[] item) => (item.Length - FacetAttributes.LongestInline + LongestPart - 1) / LongestPart;

    /// <summary>Puts the parts of a facet that is about to be put; any number of times is as once.</summary>
    /// <exception cref="IOException">They may not be there.</exception>
    internal async ValueTask PutAsync(PhysicalKey of, StoredFacet? facet)
    {
        if (facet?.Item is not { Length: > FacetAttributes.LongestInline } bytes)
        {
            return;
        }

        for (var at = 0; at < CountOf(bytes); at++)
        {
            var from = FacetAttributes.LongestInline + (at * LongestPart);
            var item = new StoredDependent(KeyOf(of, facet.Uid, at), of, facet.Uid, (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToItem();
            item[FacetAttributes.Item] = FacetAttributes.BytesOf(bytes[from..Math.Min(bytes.Length, from + LongestPart)]);
            await Attempts.ReadAsync(() => client.PutItemAsync(new PutItemRequest { TableName = name, Item = item }), time);
        }
    }

    /// <summary>The whole facet; <see langword="null"/> if a part is gone, because the facet is.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal async ValueTask<StoredFacet?> WholeAsync(PhysicalKey of, Dictionary<string, AttributeValue> attributes)
    {
        var facet = FacetAttributes.Read(attributes);
        var count = FacetAttributes.RestsOf(attributes);
        if (count == 0)
        {
            return facet;
        }

        var bytes = new List<byte>(facet.Item!);
        for (var at = 0; at < count; at++)
        {
            var request = new GetItemRequest { TableName = name, Key = FacetAttributes.KeyOf(KeyOf(of, facet.Uid, at)), ConsistentRead = true };
            if ((await Attempts.ReadAsync(() => client.GetItemAsync(request), time)).Item is not { Count: > 0 } part)
            {
                return null;
            }

            bytes.AddRange(Binary.Bytes(part[FacetAttributes.Item].B));
        }

        return facet with { Item = [.. bytes] };
    }

    /// <summary>The facet, without its item if not all of that is here: whether there is more is not always the asker's to know.</summary>
    internal static StoredFacet InlineOf(Dictionary<string, AttributeValue> attributes) =>
        FacetAttributes.RestsOf(attributes) == 0 ? FacetAttributes.Read(attributes) : FacetAttributes.Read(attributes) with { Item = null };

    private static PhysicalKey KeyOf(PhysicalKey of, Guid uid, int at) => new(Prefix + of.Partition, [.. uid.ToByteArray(), (byte)at]);
}
