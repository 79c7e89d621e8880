namespace Trapeze.Core.Labels;

/// <summary>Remembers recent answers to ⊑ between formulas of more than one atom.</summary>
/// <remarks>
/// Direct-mapped and bounded; entries are immutable and name formulas by numbers that are never used again, so that an answer is right
/// whoever asked first, and a forgotten formula is not kept alive. What others asked can show in nothing but time.
/// </remarks>
internal sealed class FlowCache
{
    private const int Size = 4_096;

    private readonly Entry?[] _entries = new Entry?[Size];

    internal bool IsBelow(Formula lower, Formula upper)
    {
        var (lowerId, upperId) = (lower.CacheId(), upper.CacheId());
        ref var slot = ref _entries[IndexOf(lowerId, upperId)];
        if (Volatile.Read(ref slot) is { } entry && entry.Lower == lowerId && entry.Upper == upperId)
        {
            return entry.IsBelow;
        }

        var isBelow = FormulaAlgebra.IsBelow(lower.ClauseArray, upper.ClauseArray);
        Volatile.Write(ref slot, new Entry(lowerId, upperId, isBelow));
        return isBelow;
    }

    private static int IndexOf(long lower, long upper) =>
        (int)(((((ulong)lower * 0x9E3779B97F4A7C15UL) ^ (ulong)upper) * 0xD6E8FEB86659FD93UL) >> 52);

    private sealed class Entry(long lower, long upper, bool isBelow)
    {
        internal long Lower { get; } = lower;

        internal long Upper { get; } = upper;

        internal bool IsBelow { get; } = isBelow;
    }
}
