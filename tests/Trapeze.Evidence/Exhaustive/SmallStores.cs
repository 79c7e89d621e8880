using System.Collections.Immutable;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>Every facet sequence that so many writes and deletes lead to.</summary>
internal static class SmallStores
{
    /// <summary>All that a key can hold after at most so many writes of a value below the bound, or deletes, at any label.</summary>
    public static List<Facet[]> OfKey(ImmutableArray<Label> labels, int values, int writes)
    {
        var all = new List<Facet[]> { Array.Empty<Facet>() };
        var known = new HashSet<string>(StringComparer.Ordinal) { "" };
        var begin = 0;
        for (var depth = 0; depth < writes; depth++)
        {
            var end = all.Count;
            for (; begin < end; begin++)
            {
                foreach (var label in labels)
                {
                    for (var value = -1; value < values; value++)
                    {
                        var next = Facets.Write(all[begin], value < 0 ? null : value, label);
                        if (known.Add(string.Join(' ', next)))
                        {
                            all.Add(next);
                        }
                    }
                }
            }
        }

        return all;
    }

    /// <summary>Every store of two keys, each after so many writes.</summary>
    public static IEnumerable<Facet[][]> OfTwoKeys(ImmutableArray<Label> labels, int values, int writes, int otherWrites)
    {
        var other = OfKey(labels, values, otherWrites);
        foreach (var first in OfKey(labels, values, writes))
        {
            foreach (var second in other)
            {
                yield return [first, second];
            }
        }
    }
}
