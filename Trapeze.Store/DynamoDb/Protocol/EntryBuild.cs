using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Makes the entries of indexes that are declared for the first time, from what is there.</summary>
/// <remarks>Whoever writes meanwhile knows of the index: processes on one table run the same policy. What is interrupted is begun again.</remarks>
internal sealed class EntryBuild(IPhysicalTable physical, IReadOnlyList<StoredTable> tables)
{
    private const string Built = "built";
    private const int MostAtOnce = 32;

    internal async Task EnsureAsync(SourceMap sources)
    {
        var indexes = tables.SelectMany(table => table.Indexes).Select(index => (Index: index, Note: NoteOf(index))).ToList();
        if (indexes.Count == 0)
        {
            return;
        }

        var notes = await physical.ReadNotesAsync([.. indexes.Select(each => each.Note)]);
        var missing = indexes.Where((_, at) => notes[at] is null).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        PhysicalKey? behind = null;
        do
        {
            (var items, _, behind) = await physical.ScanAsync(behind);
            var entries = from item in items
                          let at = FiledAt.Of(sources, tables, item.Key, item.Facet)
                          where at is not null
                          from each in missing
                          where each.Index.Table == at.Table
                          let entry = FacetEntries.EntryOf(each.Index, at.Source, new FacetKey(item.Key.Sort), item.Facet, item.Facet.Number)
                          where entry is not null
                          select entry;
            foreach (var chunk in entries.Chunk(MostAtOnce))
            {
                await Task.WhenAll(chunk.Select(entry => physical.MarkAsync(entry).AsTask()));
            }
        }
        while (behind is not null);

        foreach (var (_, note) in missing)
        {
            await physical.LeaveNoteAsync(note, Built);
        }
    }

    private static string NoteOf(StoredIndex index) => SourceDigest.Of(index.Table.Name, index.Name, $"index of {index.Text}");
}
