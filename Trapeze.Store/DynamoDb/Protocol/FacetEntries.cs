using System.Collections.Immutable;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Keeps the entries of secondary indexes: at each source one for each facet that is there, or may come to be.</summary>
/// <remarks>
/// Invariant: a facet's entry is put before the facet, and removed only when the facet is known to be gone, or never to come. An entry
/// that stays for longer costs a look and shows nothing: what it stands for is asked of the view.
/// </remarks>
internal sealed class FacetEntries(IPhysicalTable physical)
{
    /// <summary>Puts the entries of a facet that is about to be written, at all of its places.</summary>
    /// <exception cref="IOException">They may not be there.</exception>
    /// <exception cref="Items.ValidationException">The key of one is too long.</exception>
    internal async ValueTask AddAsync(Draft draft)
    {
        if (!draft.Table.Indexes.IsEmpty)
        {
            foreach (var index in draft.Table.Indexes)
            {
                if (draft.Facet!.Item is { } item && index.EntryOf(item) is { } key)
                {
                    KeyLayout.SortOf(KeyOf(key, draft.Facet));
                }
            }

            var entry = new StoredEntry(draft.Key.Key.Bytes);
            await Task.WhenAll(KeysOf(draft.Table, AllOf(draft.Files), draft.Facet).Select(at => physical.MarkAsync(at, entry).AsTask()));
        }
    }

    /// <summary>Removes the entries of a facet that has not come, at all of its places.</summary>
    internal ValueTask RemoveAsync(Draft draft) => RemoveAsync(KeysOf(draft.Table, AllOf(draft.Files), draft.Facet));

    /// <summary>Removes the entries of the facet that its cell had before: with as many requests if a sweep has emptied it, whose pace depends on what others wrote.</summary>
    internal ValueTask RemoveReplacedAsync(Draft draft) => draft.Own is null ? default : RemoveUnseenAsync(draft, draft.Files.Own, draft.Own);

    /// <summary>Removes the entries of a facet that is gone from one place.</summary>
    internal ValueTask RemoveAsync(StoredTable table, Source source, StoredFacet facet) => RemoveAsync(KeysOf(table, [source], facet));

    /// <summary>Removes the entries of a facet that an inbox had before, or that did not get there: with as many requests whatever it was, and if there was none.</summary>
    /// <remarks>Which it was is not the writer's to know.</remarks>
    internal ValueTask RemoveUnseenAsync(Draft draft, Source inbox, StoredFacet? facet) =>
        RemoveAsync(draft.Table.Indexes.Select(index => KeyOf(index, inbox, facet) ?? NoKeyOf(index, inbox, draft.Key.Key)));

    /// <summary>The part of an entry's key that all entries of the same index key and the same item key begin with.</summary>
    internal static byte[] PrefixOf(FacetKey entry) => FacetKey.Of(entry.Bytes, []).Bytes;

    /// <summary>The key of a facet's entry; <see langword="null"/> if the index has none for it.</summary>
    /// <remarks>What was there before the index was declared may have too long a key, and has no entry: whoever takes its place is not to hear of that.</remarks>
    internal static PhysicalKey? KeyOf(StoredIndex index, Source source, StoredFacet? facet) =>
        facet?.Item is { } item && index.EntryOf(item) is { } entry && KeyOf(entry, facet) is { Bytes.Length: <= KeyLayout.LongestSort } key
            ? new PhysicalKey(KeyLayout.PartitionOf(source, index, KeyLayout.ShardOf(entry)), key.Bytes)
            : null;

    private static FacetKey KeyOf(FacetKey entry, StoredFacet facet) => FacetKey.Of(entry.Bytes, facet.Uid.ToByteArray());

    private static ImmutableArray<Source> AllOf(FilingSources files) => files.Inboxes.Insert(0, files.Own);

    private static IEnumerable<PhysicalKey> KeysOf(StoredTable table, ImmutableArray<Source> sources, StoredFacet? facet) =>
        from index in table.Indexes from source in sources select KeyOf(index, source, facet) into key where key is not null select key.Value;

    // No entry has it: an entry's key has the item's key in it, and more.
    private static PhysicalKey NoKeyOf(StoredIndex index, Source source, FacetKey key) =>
        new(KeyLayout.PartitionOf(source, index, KeyLayout.ShardOf(key)), KeyLayout.SortOf(key));

    private async ValueTask RemoveAsync(IEnumerable<PhysicalKey> keys)
    {
        try
        {
            await Task.WhenAll(keys.Select(key => physical.UnmarkAsync(key).AsTask()));
        }
        catch (IOException)
        {
            // What stays shows nothing.
        }
    }
}
