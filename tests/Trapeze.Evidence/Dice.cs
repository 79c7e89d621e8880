namespace Trapeze.Evidence;

/// <summary>Random choices that are the same on every machine for the same seed (SplitMix64).</summary>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The dice of one case: cases of one seed are independent of each other, and each can be replayed alone.</summary>
    public static Dice Of(ulong seed, long @case) => new(new Dice(seed ^ (0x9E37_79B9_7F4A_7C15UL * (ulong)(@case + 1))).NextBits());

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound) => (int)((NextBits() >> 32) * (ulong)bound >> 32);

    public bool Flip() => Next(2) == 1;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    public void Fill(Span<byte> bytes)
    {
        foreach (ref var value in bytes)
        {
            value = (byte)Next(256);
        }
    }

    public ulong NextBits()
    {
        _state += 0x9E37_79B9_7F4A_7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}
