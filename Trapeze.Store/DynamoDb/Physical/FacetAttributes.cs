using System.Collections.Immutable;
using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>A stored facet as DynamoDB's attributes; their names are short, because they are paid for with every item.</summary>
internal static class FacetAttributes
{
    internal const string Partition = "p";
    internal const string Sort = "k";
    internal const string Number = "n";
    internal const string Seen = "b";
    internal const string Arrival = "a";
    internal const string Note = "t";
    internal const string Origin = "o";
    internal const string Record = "m";
    internal const string Item = "d";
    internal const string Base = "f";
    internal const string Rests = "r";
    internal const string Dependence = "x";
    private const string WholeSort = "s";

    /// <summary>The bytes of an item that lie in its facet; DynamoDB's 400 KB are the facet's other attributes' too, labels of 32 KB among them.</summary>
    internal const int LongestInline = 300 * 1024;

    /// <summary>The attributes that not every facet has.</summary>
    internal static ImmutableArray<string> Optional { get; } = [Item, Rests];

    /// <summary>Where an item of that key lies.</summary>
    internal static Dictionary<string, AttributeValue> KeyOf(PhysicalKey key) => PlaceOf(key.Partition, SortKey.Of(key.Sort));

    /// <summary>A place in DynamoDB's own words.</summary>
    internal static Dictionary<string, AttributeValue> PlaceOf(string partition, byte[] stored) => new(StringComparer.Ordinal)
    {
        [Partition] = new AttributeValue { S = partition },
        [Sort] = BytesOf(stored),
    };

    /// <summary>The key that an item has, whole.</summary>
    internal static PhysicalKey KeyOf(Dictionary<string, AttributeValue> item) => new(item[Partition].S, SortOf(item));

    internal static byte[] SortOf(Dictionary<string, AttributeValue> item) => Binary.Bytes((item.GetValueOrDefault(WholeSort) ?? item[Sort]).B).ToArray();

    /// <summary>Where an item lies, and its whole key if that does not tell it.</summary>
    internal static Dictionary<string, AttributeValue> WholeKeyOf(PhysicalKey key)
    {
        var attributes = KeyOf(key);
        AddWholeSort(attributes, key);
        return attributes;
    }

    /// <summary>Adds an item's sort key to its attributes, if where it lies does not tell it.</summary>
    internal static void AddWholeSort(Dictionary<string, AttributeValue> attributes, PhysicalKey key)
    {
        if (key.Sort.Length > SortKey.LongestKept)
        {
            attributes[WholeSort] = BytesOf(key.Sort);
        }
    }

    /// <summary>All attributes of a facet in its cell but the key.</summary>
    internal static Dictionary<string, AttributeValue> OfCell(StoredFacet facet) => Of(facet, facet.Basis);

    /// <summary>All attributes of a copy but the key and the number of arrivals; guards ask about its basis.</summary>
    internal static Dictionary<string, AttributeValue> OfCopy(StoredFacet facet)
    {
        var attributes = Of(facet, Basis.Empty);
        attributes[Seen] = new AttributeValue { M = facet.Basis.Seen.ToDictionary(each => each.Source, each => NumberOf(each.Position), StringComparer.Ordinal), IsMSet = true };
        return attributes;
    }

    internal static StoredFacet Read(Dictionary<string, AttributeValue> attributes) => FacetRecord.Read(
        Binary.Bytes(attributes.GetValueOrDefault(Record)?.B ?? throw Unknown()),
        attributes.TryGetValue(Seen, out var seen) ? new Basis([.. seen.M.Select(each => (each.Key, LongOf(each.Value)))]) : null,
        attributes.TryGetValue(Arrival, out var arrival) ? LongOf(arrival) : 0,
        attributes.TryGetValue(Item, out var item) ? Binary.Bytes(item.B).ToArray() : null);

    /// <summary>How many parts of the item lie beside the facet.</summary>
    internal static int RestsOf(Dictionary<string, AttributeValue> attributes) => attributes.TryGetValue(Rests, out var count) ? (int)LongOf(count) : 0;

    /// <summary>What an item is that this version did not write: to leave it out would be to lose it.</summary>
    internal static InvalidDataException Unknown() => new("DynamoDB: an item of the table is of another version of Trapeze, or of something else; take a table of that version out with its own `trapeze export`, and into another with `trapeze import`");

    private static Dictionary<string, AttributeValue> Of(StoredFacet facet, Basis basis)
    {
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal)
        {
            [Record] = BytesOf(FacetRecord.Of(facet, basis)),
        };
        if (facet.Item is { } item)
        {
            attributes[Item] = BytesOf(item.Length > LongestInline ? item[..LongestInline] : item);
            if (item.Length > LongestInline)
            {
                attributes[Rests] = NumberOf(LongItems.CountOf(item));
            }
        }

        return attributes;
    }

    internal static AttributeValue NumberOf(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    internal static AttributeValue BytesOf(byte[] bytes) => new() { B = Binary.From(bytes) };

    internal static long LongOf(AttributeValue value) => long.Parse(value.N, CultureInfo.InvariantCulture);
}
