using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Transfer;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Goes through every cell, and puts each key's facets in an order that shows every label the same.</summary>
/// <remarks>All that is in the table is held at once: a key's facets lie in as many partitions as there are labels.</remarks>
internal static class FacetExport
{
    /// <exception cref="InvalidDataException">There are facets of a table that is not declared.</exception>
    internal static async Task EachAsync(
        IPhysicalTable physical, SourceMap sources, IReadOnlyList<StoredTable> tables, Action<FacetCopy> take, CancellationToken cancellationToken)
    {
        var cells = new Dictionary<(string Label, string Origin), (StoredTable? Table, Source? Cell)>();
        var found = new Dictionary<(StoredTable Table, PhysicalKey Key), List<Seen>>();
        PhysicalKey? behind = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            (var items, _, behind) = await physical.ScanAsync(behind);
            foreach (var (key, facet) in items)
            {
                // What lies elsewhere is a copy.
                if (key.Partition.StartsWith(facet.Origin, StringComparison.Ordinal))
                {
                    var (table, cell) = Find(facet);
                    if (!table.IsOfTokens)
                    {
                        var seen = found.TryGetValue((table, new PhysicalKey("", key.Sort)), out var others) ? others : found[(table, new PhysicalKey("", key.Sort))] = [];
                        seen.Add(new Seen(cell, facet, sources.Of(table, facet.Label)!));
                    }
                }
            }
        }
        while (behind is not null);

        foreach (var ((table, key), seen) in found)
        {
            foreach (var facet in Oldest(sources, table, seen))
            {
                take(new FacetCopy(table, new FacetKey(key.Sort), facet.Label, facet.Item));
            }
        }

        (StoredTable Table, Source Cell) Find(StoredFacet facet)
        {
            if (!cells.TryGetValue((facet.Label, facet.Origin), out var known))
            {
                var declared = tables.FirstOrDefault(each => sources.CellOf(each, facet.Label)?.Id == facet.Origin);
                known = (declared, declared is null ? null : sources.CellOf(declared, facet.Label));
                cells.Add((facet.Label, facet.Origin), known);
            }

            return known is ({ } table, { } cell) ? (table, cell) : throw new InvalidDataException("the store holds a table that the policy does not have");
        }
    }

    // The newest is written last; without it the next is the newest: what it hid from nobody stays where it was.
    private static List<StoredFacet> Oldest(SourceMap sources, StoredTable table, List<Seen> seen)
    {
        var newestFirst = new List<StoredFacet>(seen.Count);
        while (Resolution.NewestOf(sources, table, seen) is { } newest)
        {
            newestFirst.Add(newest);
            seen.RemoveAll(each => each.Facet.Uid == newest.Uid);
        }

        newestFirst.Reverse();
        return newestFirst;
    }
}
