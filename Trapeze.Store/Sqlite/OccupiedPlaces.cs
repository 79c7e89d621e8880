namespace Trapeze.Store.Sqlite;

/// <summary>Which of a sight's places have any row at all, as long as the file's clock stands still; one connection's, bounded.</summary>
/// <remarks>
/// A place that was found empty at one clock is empty at every read of the same clock: whatever files a facet moves the clock in the same
/// transaction. It is learnt only where nobody writes for a while, so that a busy file is not asked in vain.
/// </remarks>
internal sealed class OccupiedPlaces
{
    private const int MaxKept = 256;
    private const int Quiet = 8;

    private readonly Dictionary<long[], long[]> _occupied = new(ReferenceEqualityComparer.Instance);
    private long _clock = -1;
    private int _reads;

    /// <summary>Those of <paramref name="places"/> that have to be looked at if the clock still stands.</summary>
    internal long[] Of(long[] places) => _occupied.GetValueOrDefault(places, places);

    /// <summary>Takes note of the clock that a read saw.</summary>
    /// <returns>Whether it still stands: what <see cref="Of"/> gave before was enough.</returns>
    internal bool Stands(long clock)
    {
        if (clock == _clock)
        {
            return true;
        }

        _occupied.Clear();
        _clock = clock;
        _reads = 0;
        return false;
    }

    /// <summary>Whether it is worth while to find out which of <paramref name="places"/> are empty.</summary>
    internal bool IsWorthFinding(long[] places) => places.Length > 1 && !_occupied.ContainsKey(places) && ++_reads >= Quiet;

    /// <summary>Keeps what was found at <paramref name="clock"/>.</summary>
    internal void Keep(long clock, long[] places, long[] occupied)
    {
        Stands(clock);
        if (_occupied.Count >= MaxKept)
        {
            _occupied.Clear();
        }

        _occupied[places] = occupied;
    }
}
