using System.Diagnostics.CodeAnalysis;
using Trapeze.Store.Engine;

namespace Trapeze.Store.Sqlite;

/// <summary>The same range at several places, walked side by side: of the rows that the places stand at, the first by key in the range's direction comes first.</summary>
internal sealed class PlaceCursors : IDisposable
{
    private static readonly Comparer<byte[]> Ascending = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));
    private static readonly Comparer<byte[]> Descending = Comparer<byte[]>.Create((x, y) => y.AsSpan().SequenceCompareTo(x));

    private readonly Session _session;
    private readonly RangeShape _shape;
    private readonly PriorityQueue<Statement, byte[]> _standing;
    private readonly List<Statement> _rented = [];

    /// <param name="session">Whose statements they are.</param>
    /// <param name="places">The places.</param>
    /// <param name="interval">The range.</param>
    /// <param name="index">The number of the index that is walked; <see langword="null"/> for the facets themselves.</param>
    internal PlaceCursors(Session session, long[] places, KeyInterval interval, long? index = null)
    {
        _session = session;
        _shape = new RangeShape(interval.High is not null, interval.Forward, OfIndex: index is not null);
        _standing = new PriorityQueue<Statement, byte[]>(interval.Forward ? Ascending : Descending);
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

            if (index is { } number)
            {
                cursor.Bind(4, number);
            }

            Advance(cursor);
        }
    }

    /// <summary>The first row and its key, if there is one.</summary>
    internal bool TryPeek([NotNullWhen(true)] out Statement? row, [NotNullWhen(true)] out byte[]? key) => _standing.TryPeek(out row, out key);

    /// <summary>The first row, if it has this key.</summary>
    internal bool TryPeekAt(byte[] key, [NotNullWhen(true)] out Statement? row) => _standing.TryPeek(out row, out var at) && at.AsSpan().SequenceEqual(key);

    /// <summary>Leaves the first row behind.</summary>
    internal void Next() => Advance(_standing.Dequeue());

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
            _standing.Enqueue(cursor, cursor.Blob(0).ToArray());
        }
    }
}
