namespace Trapeze.Core.Labels;

/// <summary>The transitive closure of the declared steps between kinds, as rows of bits, by rank.</summary>
/// <remarks>
/// Along a path of steps the relation is <see cref="KindRelation.SameParameter"/> iff every step is, and
/// <see cref="KindRelation.Every"/> as soon as one step is, because every family has members.
/// Invariant: what is above a kind has a lower rank; no pair is in both; a row ends with its last word that is not zero. So
/// equal orders, ranked alike, have equal rows.
/// </remarks>
internal sealed class KindClosure : IEquatable<KindClosure>
{
    private readonly ulong[][] _every;
    private readonly ulong[][] _same;

    private KindClosure(int kinds)
    {
        _every = new ulong[kinds][];
        _same = new ulong[kinds][];
    }

    /// <summary>The ranks that every atom of the kind of <paramref name="rank"/> is below, whatever the parameters.</summary>
    internal ulong[] EveryRow(int rank) => _every[rank];

    /// <summary>The ranks that an atom of the kind of <paramref name="rank"/> is below for its own parameter only.</summary>
    internal ulong[] SameRow(int rank) => _same[rank];

    internal static bool Has(ulong[] row, int rank) => (uint)(rank >> 6) < (uint)row.Length && (row[rank >> 6] & (1UL << (rank & 63))) != 0;

    /// <summary>Closes the steps; <paramref name="stepsUp"/> lists, by rank, steps to lower ranks.</summary>
    internal static KindClosure Close(IReadOnlyList<IReadOnlyList<(int Upper, KindRelation Relation)>> stepsUp)
    {
        var closure = new KindClosure(stepsUp.Count);
        var words = (stepsUp.Count + 63) / 64;
        var every = new ulong[words];
        var same = new ulong[words];
        for (var lower = 0; lower < stepsUp.Count; lower++)
        {
            foreach (var (upper, relation) in stepsUp[lower])
            {
                var direct = relation == KindRelation.Every ? every : same;
                direct[upper >> 6] |= 1UL << (upper & 63);
                Include(every, closure._every[upper]);
                Include(direct, closure._same[upper]);
            }

            Exclude(same, every);
            closure._every[lower] = Take(every);
            closure._same[lower] = Take(same);
        }

        return closure;
    }

    public bool Equals(KindClosure? other) =>
        other is not null && _every.Length == other._every.Length && SameRows(_every, other._every) && SameRows(_same, other._same);

    public override bool Equals(object? obj) => Equals(obj as KindClosure);

    public override int GetHashCode() => _every.Length;

    private static void Include(ulong[] row, ulong[] other)
    {
        for (var i = 0; i < other.Length; i++)
        {
            row[i] |= other[i];
        }
    }

    private static void Exclude(ulong[] row, ulong[] other)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] &= ~other[i];
        }
    }

    // A trimmed copy; the row itself is cleared for the next.
    private static ulong[] Take(ulong[] row)
    {
        var length = row.AsSpan().LastIndexOfAnyExcept(0UL) + 1;
        var taken = row[..length];
        Array.Clear(row, 0, length);
        return taken;
    }

    private static bool SameRows(ulong[][] rows, ulong[][] others)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (!rows[i].AsSpan().SequenceEqual(others[i]))
            {
                return false;
            }
        }

        return true;
    }
}
