namespace Trapeze.Store.Engine;

/// <summary>The keys that one page may come from, and the direction.</summary>
/// <param name="Low">The lowest key, included.</param>
/// <param name="High">The lowest key above, not included; <see langword="null"/> for no bound.</param>
/// <param name="Forward">Whether keys ascend.</param>
internal sealed record KeyInterval(FacetKey Low, FacetKey? High, bool Forward)
{
    /// <summary>The most items that are wanted; <see langword="null"/> for as many as a page holds.</summary>
    internal int? Most { get; init; }

    internal bool Contains(FacetKey key) => key.Bytes.AsSpan().SequenceCompareTo(Low.Bytes) >= 0
        && (High is not { } high || key.Bytes.AsSpan().SequenceCompareTo(high.Bytes) < 0);
}
