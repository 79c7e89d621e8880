namespace Trapeze.Policy.Diagnostics;

/// <summary>Finds the name that a misspelt one was meant to be.</summary>
internal static class Nearest
{
    private const int LongestCompared = 64;

    /// <summary>The candidate at the least edit distance, if that is small for its length; the first of several.</summary>
    internal static string? Find(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > LongestCompared)
        {
            return null;
        }

        string? nearest = null;
        var least = Math.Max(1, written.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (candidate.Length <= LongestCompared && Math.Abs(candidate.Length - written.Length) < least)
            {
                var distance = string.Equals(candidate, written, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(written, candidate);
                if (distance < least)
                {
                    least = distance;
                    nearest = candidate;
                }
            }
        }

        return nearest;
    }

    // Optimal string alignment: insert, delete, replace, swap neighbours.
    private static int Distance(string a, string b)
    {
        Span<int> previous = stackalloc int[LongestCompared + 1];
        Span<int> current = stackalloc int[LongestCompared + 1];
        Span<int> older = stackalloc int[LongestCompared + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1];
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], older[j - 2] + 1);
                }
            }

            var spare = older;
            older = previous;
            previous = current;
            current = spare;
        }

        return previous[b.Length];
    }
}
