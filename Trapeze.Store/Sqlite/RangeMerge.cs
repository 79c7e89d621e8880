using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>Walks the same range at several places at once, key by key, and shows each key's newest facet.</summary>
internal sealed class RangeMerge : IDisposable
{
    private readonly Session _session;
    private readonly RangeShape _shape;
    private readonly Sight _sight;
    private readonly PriorityQueue<Statement, Position> _cursors;
    private readonly List<Statement> _rented = [];

    internal RangeMerge(Session session, byte[][] places, KeyInterval interval, Sight sight)
    {
        _session = session;
        _sight = sight;
        _shape = new RangeShape(interval.Hash is not null, interval.High is not null, interval.Forward);
        _cursors = new PriorityQueue<Statement, Position>(interval.Forward ? Comparer<Position>.Default : Comparer<Position>.Create((x, y) => y.CompareTo(x)));
        foreach (var place in places)
        {
            var cursor = session.RentRange(_shape);
            _rented.Add(cursor);
            cursor.Bind(1, place);
            cursor.Bind(2, interval.Hash ?? interval.After?.Hash ?? []);
            cursor.Bind(3, interval.Hash is not null ? interval.Low : interval.After?.Sort ?? []);
            if (interval.High is not null)
            {
                cursor.Bind(4, interval.High);
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
        while (_cursors.TryPeek(out var cursor, out var at) && at.CompareTo(key) == 0)
        {
            if (cursor.Integer(2) is var sequence && sequence > newest && _session.Shows(_sight, cursor.Integer(3)))
            {
                newest = sequence;
                item = cursor.IsNull(4) ? null : cursor.Blob(4).ToArray();
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
            _cursors.Enqueue(cursor, new Position(cursor.Blob(0).ToArray(), cursor.Blob(1).ToArray()));
        }
    }

    private readonly struct Position(byte[] hash, byte[] sort) : IComparable<Position>
    {
        private readonly byte[] _hash = hash;
        private readonly byte[] _sort = sort;

        public int CompareTo(Position other) =>
            _hash.AsSpan().SequenceCompareTo(other._hash) is var order and not 0 ? order : _sort.AsSpan().SequenceCompareTo(other._sort);
    }
}
