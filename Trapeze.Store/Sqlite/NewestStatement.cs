using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>Reads, in one step on the file, the clock and what a number of places have under a key.</summary>
internal sealed class NewestStatement
{
    // The label of the clock's row; those of facets begin at 1.
    private const long Clock = 0;

    private readonly Statement _statement;
    private long[]? _places;

    internal NewestStatement(Database database, int places) =>
        _statement = database.Prepare(string.Join(" UNION ALL ", Enumerable.Range(2, places)
            .Select(place => $"SELECT seq, label, item FROM facet WHERE at = ?{place} AND key = ?1")
            .Prepend("SELECT seq, 0, NULL FROM clock WHERE id = 1")));

    /// <summary>The newest facet that may be shown.</summary>
    /// <param name="places">As many as the statement was made for; not changed afterwards.</param>
    /// <param name="key">The key.</param>
    /// <param name="session">Who judges labels.</param>
    /// <param name="sight">For whom.</param>
    internal Found Run(long[] places, FacetKey key, Session session, Sight sight)
    {
        Bind(places, key);
        var found = new Found(-1, 0, null);
        try
        {
            while (_statement.Step())
            {
                var sequence = _statement.Integer(0);
                var label = _statement.Integer(1);
                if (label == Clock)
                {
                    found = found with { Clock = sequence };
                }
                // An item has at least its version's byte: what is empty is a tombstone.
                else if (sequence > found.Sequence && session.Shows(sight, label))
                {
                    found = found with { Sequence = sequence, Item = _statement.Blob(2) is { IsEmpty: false } item ? item.ToArray() : null };
                }
            }
        }
        finally
        {
            _statement.Reset();
        }

        return found.Clock >= 0 ? found : throw new StorageException(0, "the clock is missing");
    }

    private void Bind(long[] places, FacetKey key)
    {
        if (places.Length == 0)
        {
            return;
        }

        _statement.Bind(1, key.Bytes);

        // Parameters keep their values, and a reader asks for the same places again and again.
        if (!ReferenceEquals(places, _places))
        {
            _places = null;
            for (var i = 0; i < places.Length; i++)
            {
                _statement.Bind(2 + i, places[i]);
            }

            _places = places;
        }
    }
}
