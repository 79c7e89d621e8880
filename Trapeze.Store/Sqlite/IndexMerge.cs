using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>Walks the same range of an index at several places at once, entry by entry, and shows the items whose facet the view still has.</summary>
internal sealed class IndexMerge(Session session, StoredIndex index, long number, long[] places, KeyInterval interval, Sight sight) : IDisposable
{
    private readonly PlaceCursors _cursors = new(session, places, interval, number);

    /// <summary>Goes to the next entry.</summary>
    /// <param name="item">The entry's item; <see langword="null"/> if its facet is not the newest in sight.</param>
    /// <returns>Whether there was one.</returns>
    internal bool Next(out byte[]? item)
    {
        item = null;
        if (!_cursors.TryPeek(out var first, out var entry))
        {
            return false;
        }

        var newest = session.NewestWithin(index.Table, new FacetKey(first.Blob(2).ToArray()), sight);
        for (; _cursors.TryPeekAt(entry, out var cursor); _cursors.Next())
        {
            // Whatever is superseded in the view is not in the index, though its entry be.
            item = cursor.Integer(1) == newest.Sequence ? newest.Item : item;
        }

        return true;
    }

    public void Dispose() => _cursors.Dispose();
}
