namespace Trapeze.Core.Labels;

/// <summary>Sorted sets in which no element absorbs another: the canonical form of clauses and formulas.</summary>
/// <remarks>semantics §1. Among atoms of a clause the lower absorbs the higher; among clauses of a formula the higher absorbs the lower.</remarks>
internal static class Antichain
{
    /// <summary>The union of two antichains, without what the other side absorbs; of equal elements, one.</summary>
    internal static T[] Union<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Func<T, T, bool> absorbs)
        where T : IComparable<T>
    {
        var fromLeft = Unabsorbed(left, right, absorbs);
        var fromRight = Unabsorbed(right, fromLeft.ToArray(), absorbs);
        return Merge(fromLeft, fromRight);
    }

    /// <summary>The antichain of any elements.</summary>
    internal static T[] Of<T>(IEnumerable<T> elements, Func<T, T, bool> absorbs)
        where T : IComparable<T>
    {
        var kept = new List<T>();
        foreach (var element in elements)
        {
            if (!kept.Exists(other => absorbs(other, element)))
            {
                kept.RemoveAll(other => absorbs(element, other));
                kept.Add(element);
            }
        }

        kept.Sort();
        return [.. kept];
    }

    private static List<T> Unabsorbed<T>(ReadOnlySpan<T> elements, ReadOnlySpan<T> others, Func<T, T, bool> absorbs)
    {
        var kept = new List<T>(elements.Length);
        foreach (var element in elements)
        {
            var absorbed = false;
            foreach (var other in others)
            {
                if (absorbs(other, element))
                {
                    absorbed = true;
                    break;
                }
            }

            if (!absorbed)
            {
                kept.Add(element);
            }
        }

        return kept;
    }

    private static T[] Merge<T>(List<T> left, List<T> right)
        where T : IComparable<T>
    {
        var merged = new T[left.Count + right.Count];
        int l = 0, r = 0;
        for (var i = 0; i < merged.Length; i++)
        {
            merged[i] = r == right.Count || (l < left.Count && left[l].CompareTo(right[r]) < 0) ? left[l++] : right[r++];
        }

        return merged;
    }
}
