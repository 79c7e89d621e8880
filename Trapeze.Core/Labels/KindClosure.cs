namespace Trapeze.Core.Labels;

/// <summary>The transitive closure of the declared steps between kinds, as two bit matrices.</summary>
/// <remarks>
/// Along a path of steps the relation is <see cref="KindRelation.SameParameter"/> iff every step is, and
/// <see cref="KindRelation.Every"/> as soon as one step is, because every family has members.
/// </remarks>
internal sealed class KindClosure : IEquatable<KindClosure>
{
    private readonly int _words;
    private readonly ulong[] _every;
    private readonly ulong[] _same;

    private KindClosure(int kinds)
    {
        _words = (kinds + 63) / 64;
        _every = new ulong[kinds * _words];
        _same = new ulong[kinds * _words];
    }

    internal KindRelation Relate(int lower, int upper)
    {
        var word = (lower * _words) + (upper >> 6);
        var bit = 1UL << (upper & 63);
        return (_every[word] & bit) != 0 ? KindRelation.Every
            : (_same[word] & bit) != 0 ? KindRelation.SameParameter
            : KindRelation.None;
    }

    /// <summary>Closes the steps; <paramref name="topDown"/> lists every kind after all kinds above it.</summary>
    internal static KindClosure Close(IReadOnlyList<List<(int Upper, KindRelation Relation)>> stepsUp, IReadOnlyList<int> topDown)
    {
        var closure = new KindClosure(stepsUp.Count);
        foreach (var lower in topDown)
        {
            var every = closure._every.AsSpan(lower * closure._words, closure._words);
            var same = closure._same.AsSpan(lower * closure._words, closure._words);
            foreach (var (upper, relation) in stepsUp[lower])
            {
                var upperEvery = closure._every.AsSpan(upper * closure._words, closure._words);
                var upperSame = closure._same.AsSpan(upper * closure._words, closure._words);
                var direct = relation == KindRelation.Every ? every : same;
                direct[upper >> 6] |= 1UL << (upper & 63);
                for (var i = 0; i < closure._words; i++)
                {
                    every[i] |= upperEvery[i];
                    direct[i] |= upperSame[i];
                }
            }
        }

        return closure;
    }

    public bool Equals(KindClosure? other) =>
        other is not null && _every.AsSpan().SequenceEqual(other._every) && _same.AsSpan().SequenceEqual(other._same);

    public override bool Equals(object? obj) => Equals(obj as KindClosure);

    public override int GetHashCode() => _every.Length;
}
