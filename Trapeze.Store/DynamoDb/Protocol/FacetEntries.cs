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
    internal ValueTask AddAsync(Draft draft) => draft.Table.Indexes.IsEmpty ? default : AddAsync(draft.Key, AllOf(draft.Files), draft.Facet!, draft.Facet!.Number);

    /// <summary>Puts the entries of a facet that is about to be where its writer has not brought it, if he has not put them: <paramref name="now"/>, whenever it was written.</summary>
    /// <exception cref="IOException">They may not be there.</exception>
    internal ValueTask AddAsync(TableKey key, Source source, StoredFacet facet, long now) => AddAsync(key, [source], facet, now);

    /// <summary>Removes the entries of a facet that has not come, at all of its places.</summary>
    internal ValueTask RemoveAsync(Draft draft) => RemoveAsync(KeysOf(draft.Table, AllOf(draft.Files), draft.Facet));

    /// <summary>Removes the entries of the facet that its cell had before: with as many requests if a sweep has emptied it, whose pace depends on what others wrote.</summary>
    internal ValueTask RemoveReplacedAsync(Draft draft) => draft.Own is null ? default : RemoveUnseenAsync(draft, draft.Files.Own, draft.Own);

    /// <summary>Removes the entries of a facet that an inbox had before, or that did not get there: with as many requests whatever it was, and if there was none.</summary>
    /// <remarks>Which it was is not the writer's to know.</remarks>
    internal ValueTask RemoveUnseenAsync(Draft draft, Source inbox, StoredFacet? facet) =>
        RemoveAsync(draft.Table.Indexes.Select(index => KeyOf(index, inbox, facet) ?? NoKeyOf(index, inbox, draft.Key.Key)));

    /// <summary>The part of an entry's key that all entries of the same index key and the same item key begin with.</summary>
    internal static byte[] PrefixOf(FacetKey entry) => FacetKey.Of(entry.Bytes, []).Bytes;

    /// <summary>The key of a facet's entry; <see langword="null"/> if the index has none for it.</summary>
    internal static PhysicalKey? KeyOf(StoredIndex index, Source source, StoredFacet? facet) => facet?.Item is { } item && index.EntryOf(item) is { } entry
        ? new PhysicalKey(KeyLayout.PartitionOf(source, index, KeyLayout.ShardOf(entry)), FacetKey.Of(entry.Bytes, facet.Uid.ToByteArray()).Bytes)
        : null;

    /// <summary>A facet's entry; <see langword="null"/> if the index has none for it.</summary>
    internal static StoredDependent? EntryOf(StoredIndex index, Source source, FacetKey key, StoredFacet facet, long put) => KeyOf(index, source, facet) is { } at
        ? new StoredDependent(at, KeyLayout.Of(source, key, KeyLayout.ShardOf(key)), facet.Uid, put)
        : null;

    private static ImmutableArray<Source> AllOf(FilingSources files) => files.Inboxes.Insert(0, files.Own);

    private static IEnumerable<PhysicalKey> KeysOf(StoredTable table, ImmutableArray<Source> sources, StoredFacet? facet) =>
        from index in table.Indexes from source in sources select KeyOf(index, source, facet) into key where key is not null select key.Value;

    // No entry has it: an entry's key has the item's key in it, and more.
    private static PhysicalKey NoKeyOf(StoredIndex index, Source source, FacetKey key) =>
        new(KeyLayout.PartitionOf(source, index, KeyLayout.ShardOf(key)), key.Bytes);

    private async ValueTask AddAsync(TableKey key, ImmutableArray<Source> sources, StoredFacet facet, long put)
    {
        var entries = from index in key.Table.Indexes
                      from source in sources
                      let entry = EntryOf(index, source, key.Key, facet, put)
                      where entry is not null
                      select physical.MarkAsync(entry).AsTask();
        await Task.WhenAll(entries);
    }

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
