namespace Trapeze.Store.Expressions;

/// <summary>A range of encoded sort keys (<see cref="Items.KeyEncoding"/>); a bound that is <c>null</c> does not bound.</summary>
internal sealed record KeyRange(byte[]? Low, bool LowInclusive, byte[]? High, bool HighInclusive)
{
    /// <summary>Every key.</summary>
    public static KeyRange All { get; } = new(null, true, null, true);

    /// <summary>Whether no key can lie in the range.</summary>
    public bool IsEmpty =>
        Low is not null && High is not null
        && Low.AsSpan().SequenceCompareTo(High) is var order && (order > 0 || (order == 0 && !(LowInclusive && HighInclusive)));

    /// <summary>Whether the encoded <paramref name="key"/> lies in the range.</summary>
    public bool Contains(ReadOnlySpan<byte> key) =>
        (Low is null || key.SequenceCompareTo(Low) is var low && (low > 0 || (low == 0 && LowInclusive)))
        && (High is null || key.SequenceCompareTo(High) is var high && (high < 0 || (high == 0 && HighInclusive)));
}
