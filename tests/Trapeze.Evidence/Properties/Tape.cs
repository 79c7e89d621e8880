namespace Trapeze.Evidence.Properties;

/// <summary>A row of bytes read as choices: whatever is cut out of it or lowered in it, it stays a case.</summary>
/// <remarks>A tape that has run out reads as zeros, and 0 is always the least choice.</remarks>
public sealed class Tape(byte[] bytes)
{
    /// <summary>How long a drawn tape is: longer than any case reads, mostly.</summary>
    public const int Length = 640;

    private int _at;

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound) => _at < bytes.Length ? bytes[_at++] % bound : 0;

    /// <summary>True so many times of a hundred.</summary>
    public bool Chance(int percent) => Next(100) >= 100 - percent;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    /// <summary>A tape of random bytes.</summary>
    public static byte[] Draw(Dice dice)
    {
        var bytes = new byte[Length];
        dice.Fill(bytes);
        return bytes;
    }

    /// <summary>Simpler tapes, the boldest first: cut short, a piece cut out, a piece made zero, a byte lowered.</summary>
    public static IEnumerable<byte[]> Simpler(byte[] bytes)
    {
        for (var kept = 0; kept < bytes.Length; kept = kept + 1 + ((bytes.Length - kept) / 2))
        {
            yield return bytes[..kept];
        }

        for (var size = Math.Min(64, bytes.Length / 2); size > 0; size /= 2)
        {
            for (var at = 0; at + size <= bytes.Length; at += size)
            {
                yield return [.. bytes[..at], .. bytes[(at + size)..]];
                if (bytes.AsSpan(at, size).ContainsAnyExcept((byte)0))
                {
                    yield return [.. bytes[..at], .. new byte[size], .. bytes[(at + size)..]];
                }
            }
        }

        for (var at = 0; at < bytes.Length; at++)
        {
            for (var lower = 1; lower <= bytes[at]; lower *= 2)
            {
                var copy = (byte[])bytes.Clone();
                copy[at] -= (byte)lower;
                yield return copy;
                if (lower == 128)
                {
                    break;
                }
            }
        }
    }
}
