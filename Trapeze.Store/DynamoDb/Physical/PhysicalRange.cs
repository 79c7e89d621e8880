namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>The sort keys that a query asks for.</summary>
/// <param name="Low">The lowest, included; empty for no bound.</param>
/// <param name="High">The lowest above, not included; <see langword="null"/> for no bound.</param>
/// <param name="Forward">Whether they ascend.</param>
/// <param name="Behind">If given, only what is behind the page that said so, in the order asked for.</param>
internal sealed record PhysicalRange(byte[] Low, byte[]? High, bool Forward, byte[]? Behind)
{
    /// <summary>Whether a sort key is within the bounds.</summary>
    internal bool Contains(byte[] sort) => sort.AsSpan().SequenceCompareTo(Low) >= 0 && (High is null || sort.AsSpan().SequenceCompareTo(High) < 0);
}
