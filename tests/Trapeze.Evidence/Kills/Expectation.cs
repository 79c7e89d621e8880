namespace Trapeze.Evidence.Kills;

/// <summary>What a key may hold, by what is known of its writes, while nobody writes.</summary>
public static class Expectation
{
    /// <summary>A counter holds every write that its reader was told of, none that was never begun, and each once.</summary>
    /// <param name="writes">What is known.</param>
    /// <param name="isOwn">Whether it is read at the writers' own label: what came to be known there need not have got to those above.</param>
    /// <param name="times">What it counted.</param>
    /// <param name="done">What it says that was.</param>
    /// <returns>What is wrong; <see langword="null"/> if nothing is.</returns>
    public static string? OfCounter(IReadOnlyDictionary<Written, Stage> writes, bool isOwn, int times, IReadOnlyCollection<string> done)
    {
        var there = done.ToHashSet(StringComparer.Ordinal);
        var least = isOwn ? Stage.Known : Stage.Acknowledged;
        var lost = writes.Where(write => write.Value >= least && !there.Contains(write.Key.Token)).Select(write => write.Key.Token).ToList();
        var made = there.Except(writes.Keys.Select(write => write.Token), StringComparer.Ordinal).ToList();
        return lost.Count > 0 ? $"lost {string.Join(", ", lost)}"
            : made.Count > 0 ? $"never begun {string.Join(", ", made)}"
            : times != there.Count ? $"{there.Count} effects counted {times} times"
            : null;
    }

    /// <summary>A register holds what the last acknowledged write left, or a later one whose outcome is not known.</summary>
    /// <inheritdoc cref="OfCounter"/>
    public static string? OfRegister(IReadOnlyDictionary<Written, Stage> writes, int? number)
    {
        var last = writes.Where(write => write.Value != Stage.Begun).Select(write => write.Key.Number).DefaultIfEmpty(-1).Max();
        var allowed = writes.Keys.Where(write => write.Number >= last).Select(write => write.Leaves).ToHashSet();
        if (last < 0)
        {
            allowed.Add(null);
        }

        return allowed.Contains(number) ? null : $"holds {Text(number)}, and may hold {string.Join(" or ", allowed.Select(Text))}";
    }

    private static string Text(int? number) => number is { } known ? known.ToString(System.Globalization.CultureInfo.InvariantCulture) : "nothing";
}
