using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>Walks the same range at several places at once, key by key, and shows each key's newest facet.</summary>
internal sealed class RangeMerge(Session session, long[] places, KeyInterval interval, Sight sight) : IDisposable
{
    private readonly PlaceCursors _cursors = new(session, places, interval);

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

        for (var newest = 0L; _cursors.TryPeekAt(key, out var cursor); _cursors.Next())
        {
            if (cursor.Integer(1) is var sequence && sequence > newest && session.Shows(sight, cursor.Integer(2)))
            {
                newest = sequence;
                item = cursor.IsNull(3) ? null : cursor.Blob(3).ToArray();
            }
        }

        return true;
    }

    public void Dispose() => _cursors.Dispose();
}
