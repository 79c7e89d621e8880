using Amazon.DynamoDBv2.DocumentModel;
using Trapeze.Core.Labels;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Items;
using Trapeze.Store.Places;

namespace Trapeze.Store.Streams;

/// <summary>Reads what the physical table's stream tells: each facet once, where it was written, and none of the copies and notes that lie beside.</summary>
/// <remarks>A facet says its own label. That it lies in the cell of that label and table is checked: a stream is read by whoever reads all labels, and told on to none below.</remarks>
public static class FacetStream
{
    /// <summary>The facet of a new image; <see langword="null"/> if it is a copy, a note, or of none of the tables.</summary>
    /// <param name="order">The labels.</param>
    /// <param name="tables">The tables that may be told of.</param>
    /// <param name="partition">The image's attribute <c>p</c>.</param>
    /// <param name="record">Its attribute <c>m</c>; <see langword="null"/> if it has none.</param>
    /// <param name="item">Its attribute <c>d</c>.</param>
    /// <param name="isWhole">Whether it has no attribute <c>r</c>.</param>
    /// <exception cref="InvalidDataException">It is none that this version writes.</exception>
    public static FacetChange? Read(LabelOrder order, IEnumerable<string> tables, string partition, byte[]? record, byte[]? item, bool isWhole)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(partition);
        if (record is null)
        {
            return null;
        }

        var facet = FacetRecord.Read(record, basis: null, arrival: 0, item);
        if (!partition.StartsWith(facet.Origin, StringComparison.Ordinal) || facet.Origin.Length != SourceDigest.Length || !order.TryParse(facet.Label, out var label, out _))
        {
            return null;
        }

        var place = Placement.OwnPlace(label);
        var table = tables.FirstOrDefault(name => string.Equals(SourceDigest.Of(name, place, "cell"), facet.Origin, StringComparison.Ordinal));
        return table is null ? null
            : new FacetChange(table, facet.Label, item is null || !isWhole ? null : Document.FromAttributeMap(ItemCodec.Decode(item)).ToJson(), isDeleted: item is null);
    }
}
