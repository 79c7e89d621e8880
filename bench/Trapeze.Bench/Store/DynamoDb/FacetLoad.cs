using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Store;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.DynamoDb.Protocol;
using Trapeze.Store.Engine;
using Trapeze.Store.Items;
using Trapeze.Store.Places;

namespace Trapeze.Bench.Store.DynamoDb;

/// <summary>Physical items as blind puts leave them, for more facets than can be put one by one here.</summary>
internal sealed class FacetLoad(LabelOrder order, TableDefinition definition)
{
    private readonly SourceMap _sources = new(new Placement(order));
    private readonly StoredTable _table = new(definition, 0);
    private readonly long _number = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000;
    private long _puts;

    /// <summary>What a put leaves: the item of the label's cell, and a copy in each of its inboxes.</summary>
    /// <param name="label">The label.</param>
    /// <param name="item">What was put.</param>
    /// <param name="arrival">As which it arrived in the inboxes; <see langword="null"/> if others have replaced it there.</param>
    public IEnumerable<Dictionary<string, AttributeValue>> Of(Label label, Dictionary<string, AttributeValue> item, long? arrival)
    {
        var filing = _sources.Placement.FilingOf(label);
        var files = _sources.Of(_table, filing);
        var key = _table.KeyOf(item);
        var shard = KeyLayout.ShardOf(key);
        var facet = new StoredFacet
        {
            Uid = Guid.NewGuid(),
            Label = filing.Text,
            Origin = files.Own.Id,
            Number = _number + ++_puts,
            Basis = Basis.Empty,
            Item = ItemCodec.Encode(item),
        };
        yield return At(KeyLayout.Of(files.Own, key, shard), FacetAttributes.OfCell(facet));
        if (arrival is { } count)
        {
            foreach (var inbox in files.Inboxes)
            {
                var copy = At(KeyLayout.Of(inbox, key, shard), FacetAttributes.OfCopy(facet.Arriving(count)));
                copy[FacetAttributes.Arrival] = FacetAttributes.NumberOf(count);
                yield return copy;
            }
        }
    }

    private static Dictionary<string, AttributeValue> At(PhysicalKey key, Dictionary<string, AttributeValue> item)
    {
        foreach (var (name, value) in FacetAttributes.KeyOf(key))
        {
            item[name] = value;
        }

        return item;
    }
}
