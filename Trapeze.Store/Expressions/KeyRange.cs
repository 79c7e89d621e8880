using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions;

/// <summary>A range of encoded sort keys (<see cref="KeyEncoding"/>); a bound that is <c>null</c> does not bound.</summary>
internal sealed class KeyRange(byte[]? low, bool lowInclusive, byte[]? high, bool highInclusive)
{
    /// <summary>Every key.</summary>
    public static KeyRange All { get; } = new(null, true, null, true);

    /// <summary>The least key, if <see cref="LowInclusive"/>, or what every key is above.</summary>
    public byte[]? Low => low;

    public bool LowInclusive => lowInclusive;

    /// <summary>The greatest key, if <see cref="HighInclusive"/>, or what every key is below.</summary>
    public byte[]? High => high;

    public bool HighInclusive => highInclusive;

    /// <summary>Whether no key can lie in the range.</summary>
    public bool IsEmpty =>
        low is not null && high is not null
        && low.AsSpan().SequenceCompareTo(high) is var order && (order > 0 || (order == 0 && !(lowInclusive && highInclusive)));

    /// <summary>The keys that pass a test.</summary>
    public static KeyRange Of(KeyTest test)
    {
        var first = KeyEncoding.Encode(test.First);
        return test.Kind switch
        {
            KeyTestKind.Equal => new(first, true, first, true),
            KeyTestKind.Less => new(null, true, first, false),
            KeyTestKind.LessOrEqual => new(null, true, first, true),
            KeyTestKind.Greater => new(first, false, null, true),
            KeyTestKind.GreaterOrEqual => new(first, true, null, true),
            KeyTestKind.Between => new(first, true, KeyEncoding.Encode(test.Second!), true),
            _ => new(first, true, After(first), false),
        };
    }

    /// <summary>Whether the encoded <paramref name="key"/> lies in the range.</summary>
    public bool Contains(ReadOnlySpan<byte> key) =>
        (low is null || (key.SequenceCompareTo(low) is var above && (above > 0 || (above == 0 && lowInclusive))))
        && (high is null || (key.SequenceCompareTo(high) is var below && (below < 0 || (below == 0 && highInclusive))));

    /// <summary>The least bytes above everything that begins with <paramref name="prefix"/>; <c>null</c> if nothing is.</summary>
    private static byte[]? After(byte[] prefix)
    {
        var length = prefix.AsSpan().LastIndexOfAnyExcept((byte)0xFF) + 1;
        if (length == 0)
        {
            return null;
        }

        var after = prefix[..length];
        after[^1]++;
        return after;
    }
}
