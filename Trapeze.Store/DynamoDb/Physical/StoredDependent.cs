using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>An item of the table that is there for a facet: a part of its item, or its entry in an index.</summary>
/// <param name="Key">Where it lies.</param>
/// <param name="Of">Where the facet lies, is going to lie, or lay.</param>
/// <param name="Uid">Which facet it is of: at the same place there may be another since.</param>
/// <param name="Put">When it was put, in microseconds since 1970 as facets' numbers are: until its facet can come no more it may be of use.</param>
internal sealed record StoredDependent(PhysicalKey Key, PhysicalKey Of, Guid Uid, long Put)
{
    /// <summary>All of its attributes.</summary>
    internal Dictionary<string, AttributeValue> ToItem()
    {
        var item = FacetAttributes.WholeKeyOf(Key);
        item[FacetAttributes.Base] = FacetAttributes.BytesOf(Of.Sort);
        item[FacetAttributes.Origin] = new AttributeValue { S = Of.Partition };
        item[FacetAttributes.Dependence] = FacetAttributes.BytesOf(Uid.ToByteArray());
        item[FacetAttributes.Number] = FacetAttributes.NumberOf(Put);
        return item;
    }

    /// <summary>What an item of the table is there for; <see langword="null"/> if it is for no facet.</summary>
    internal static StoredDependent? Read(Dictionary<string, AttributeValue> item) => item.TryGetValue(FacetAttributes.Dependence, out var uid)
        ? new StoredDependent(
            FacetAttributes.KeyOf(item),
            new PhysicalKey(item[FacetAttributes.Origin].S, Binary.Bytes(item[FacetAttributes.Base].B).ToArray()),
            new Guid(Binary.Bytes(uid.B)),
            FacetAttributes.LongOf(item[FacetAttributes.Number]))
        : null;
}
