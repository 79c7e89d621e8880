namespace Trapeze.Tool.Deployments.Access;

/// <summary>Patterns of IAM: <c>*</c> stands for anything, <c>?</c> for one character.</summary>
internal static class AccessPattern
{
    /// <summary>Whether everything that <paramref name="text"/>, a pattern itself, stands for is matched.</summary>
    internal static bool Covers(string pattern, string text)
    {
        // Invariant: reach[i] says whether the pattern's first i characters match what has been read of the text.
        var reach = new bool[pattern.Length + 1];
        reach[0] = true;
        Skip(reach, pattern);
        foreach (var c in text)
        {
            var next = new bool[pattern.Length + 1];
            for (var at = 0; at < pattern.Length; at++)
            {
                if (reach[at] && pattern[at] is '*')
                {
                    next[at] = true;
                }
                else if (reach[at] && c is not '*' && (pattern[at] is '?' || Same(pattern[at], c)))
                {
                    next[at + 1] = true;
                }
            }

            Skip(next, pattern);
            reach = next;
        }

        return reach[pattern.Length];
    }

    /// <summary>Whether there is anything that both stand for.</summary>
    internal static bool Overlaps(string one, string other)
    {
        var reach = new bool[one.Length + 1, other.Length + 1];
        for (var i = one.Length; i >= 0; i--)
        {
            for (var j = other.Length; j >= 0; j--)
            {
                reach[i, j] =
                    (i == one.Length && j == other.Length)
                    || (i < one.Length && one[i] is '*' && (reach[i + 1, j] || (j < other.Length && reach[i, j + 1])))
                    || (j < other.Length && other[j] is '*' && (reach[i, j + 1] || (i < one.Length && reach[i + 1, j])))
                    || (i < one.Length && j < other.Length && (one[i] is '?' || other[j] is '?' || Same(one[i], other[j])) && one[i] is not '*' && other[j] is not '*' && reach[i + 1, j + 1]);
            }
        }

        return reach[0, 0];
    }

    internal static bool HasWildcard(string pattern) => pattern.AsSpan().IndexOfAny('*', '?') >= 0;

    // A star may stand for nothing.
    private static void Skip(bool[] reach, string pattern)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            reach[at + 1] |= reach[at] && pattern[at] is '*';
        }
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
