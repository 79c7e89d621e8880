using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>Walks the same range of an index at several places at once, entry by entry, and shows the items whose facet the view still has.</summary>
internal sealed class IndexMerge : IDisposable
{
    private readonly Session _session;
    private readonly RangeShape _shape;
    private readonly StoredTable _table;
    private readonly Sight _sight;
    private readonly PriorityQueue<Statement, byte[]> _cursors;
    private readonly List<Statement> _rented = [];

    internal IndexMerge(Session session, StoredIndex index, long number, long[] places, KeyInterval interval, Sight sight)
    {
        _session = session;
        _table = index.Table;
        _sight = sight;
        _shape = new RangeShape(interval.High is not null, interval.Forward, OfIndex: true);
        _cursors = new PriorityQueue<Statement, byte[]>(interval.Forward ? RangeMerge.Ascending : RangeMerge.Descending);
        foreach (var place in places)
        {
            var cursor = session.RentRange(_shape);
            _rented.Add(cursor);
            cursor.Bind(1, place);
            cursor.Bind(2, interval.Low.Bytes);
            if (interval.High is { } high)
            {
                cursor.Bind(3, high.Bytes);
            }

            cursor.Bind(4, number);
            Advance(cursor);
        }
    }

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

        var newest = _session.NewestWithin(_table, new FacetKey(first.Blob(2).ToArray()), _sight);
        while (_cursors.TryPeek(out var cursor, out var at) && at.AsSpan().SequenceEqual(entry))
        {
            // Whatever is superseded in the view is not in the index, though its entry be.
            item = cursor.Integer(1) == newest.Sequence ? newest.Item : item;
            _cursors.Dequeue();
            Advance(cursor);
        }

        return true;
    }

    public void Dispose()
    {
        foreach (var cursor in _rented)
        {
            _session.ReturnRange(_shape, cursor);
        }
    }

    private void Advance(Statement cursor)
    {
        if (cursor.Step())
        {
            _cursors.Enqueue(cursor, cursor.Blob(0).ToArray());
        }
    }
}
