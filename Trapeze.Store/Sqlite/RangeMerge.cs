using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>Walks the same range at several places at once, key by key, and shows each key's newest facet.</summary>
internal sealed class RangeMerge : IDisposable
{
    internal static readonly Comparer<byte[]> Ascending = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));
    internal static readonly Comparer<byte[]> Descending = Comparer<byte[]>.Create((x, y) => y.AsSpan().SequenceCompareTo(x));

    private readonly Session _session;
    private readonly RangeShape _shape;
    private readonly Sight _sight;
    private readonly PriorityQueue<Statement, byte[]> _cursors;
    private readonly List<Statement> _rented = [];

    internal RangeMerge(Session session, long[] places, KeyInterval interval, Sight sight)
    {
        _session = session;
        _sight = sight;
        _shape = new RangeShape(interval.High is not null, interval.Forward);
        _cursors = new PriorityQueue<Statement, byte[]>(interval.Forward ? Ascending : Descending);
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

            Advance(cursor);
        }
    }

    /// <summary>Goes to the next key.</summary>
    /// <param name="item">The key's item; <see langword="null"/> if it is absent.</param>
    /// <returns>Whether there was one.</returns>
    internal bool Next(out byte[]? item)
    {
        item = null;
        if (!_cursors.TryPeek(out _, out var key))
        {
            return false;
        }

        var newest = 0L;
        while (_cursors.TryPeek(out var cursor, out var at) && at.AsSpan().SequenceEqual(key))
        {
            if (cursor.Integer(1) is var sequence && sequence > newest && _session.Shows(_sight, cursor.Integer(2)))
            {
                newest = sequence;
                item = cursor.IsNull(3) ? null : cursor.Blob(3).ToArray();
            }

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
