using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Layout;

/// <summary>Where a facet was found, in the store's own words.</summary>
/// <param name="Table">The table.</param>
/// <param name="Files">Where its label writes.</param>
/// <param name="Sight">What its label sees.</param>
/// <param name="Source">The one of the sources that it lies in.</param>
internal sealed record FiledAt(StoredTable Table, FilingSources Files, Sight Sight, Source Source)
{
    internal bool IsCell => Source.Id == Files.Own.Id;

    /// <summary>What is known of where an item of the physical table lies; <see langword="null"/> if the tables and labels of today have no such place.</summary>
    internal static FiledAt? Of(SourceMap sources, IReadOnlyList<StoredTable> tables, PhysicalKey at, StoredFacet facet)
    {
        if (sources.SightOf(facet.Label) is not { } sight)
        {
            return null;
        }

        var filing = sources.Placement.FilingOf(sight.Label);
        foreach (var table in tables)
        {
            var files = sources.Of(table, filing);
            if (files.Inboxes.Prepend(files.Own).FirstOrDefault(source => at.Partition.StartsWith(source.Id, StringComparison.Ordinal)) is { } source)
            {
                return new FiledAt(table, files, sight, source);
            }
        }

        return null;
    }
}
