using System.Security.Cryptography;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>Sort keys as DynamoDB takes them: of one that is too long its beginning, and a digest of all of it.</summary>
/// <remarks>
/// Long keys of one beginning are a run: they lie side by side, with nothing else among them, and in no order. Invariant: whatever is kept is shorter than
/// what is shortened, so that the two cannot be taken for each other.
/// </remarks>
internal static class SortKey
{
    /// <summary>The longest sort key that DynamoDB takes.</summary>
    private const int Longest = 1024;

    /// <summary>The longest that is kept as it is.</summary>
    internal const int LongestKept = Longest - SHA256.HashSizeInBytes;

    internal static byte[] Of(byte[] key) => key.Length <= LongestKept ? key : [.. key.AsSpan(0, LongestKept), .. SHA256.HashData(key)];

    /// <summary>Whether a sort key at DynamoDB stands for a longer one.</summary>
    internal static bool IsShortened(byte[] stored) => stored.Length == Longest;

    /// <summary>What is below all of the run that a long key is in, and above all shorter ones; a key that is not long is its own.</summary>
    internal static byte[] BelowRunOf(byte[] key) => Bound(key, byte.MinValue);

    /// <summary>What is above all of the run that a long key is in; a key that is not long is its own.</summary>
    internal static byte[] AboveRunOf(byte[] key) => Bound(key, byte.MaxValue);

    // Nobody finds a key whose digest is one of these.
    private static byte[] Bound(byte[] key, byte filler)
    {
        if (key.Length <= LongestKept)
        {
            return key;
        }

        var bound = new byte[Longest];
        Array.Fill(bound, filler);
        key.AsSpan(0, LongestKept).CopyTo(bound);
        return bound;
    }
}
