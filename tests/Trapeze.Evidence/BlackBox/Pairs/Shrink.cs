using System.Collections.Immutable;
using System.Diagnostics;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>Leaves out of a pair whatever it takes no part in the difference, for people to read.</summary>
internal static class Shrink
{
    private const int Tries = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>The smallest pair that was found to differ still, and how it does.</summary>
    /// <param name="pair">What differs.</param>
    /// <param name="seen">How.</param>
    /// <param name="run">Runs a pair at applications of its own.</param>
    internal static async Task<(Pair Pair, string Seen)> DownAsync(Pair pair, string seen, Func<Pair, Task<string?>> run)
    {
        var started = Stopwatch.GetTimestamp();
        var goesOn = true;
        while (goesOn)
        {
            goesOn = false;
            foreach (var smaller in Smaller(pair))
            {
                if (Stopwatch.GetElapsedTime(started) > Longest)
                {
                    return (pair, seen);
                }

                if (await DiffersAsync(smaller, run) is { } still)
                {
                    (pair, seen, goesOn) = (smaller, still, true);
                    break;
                }
            }
        }

        return (pair, seen);
    }

    // What races does not differ each time.
    private static async Task<string?> DiffersAsync(Pair pair, Func<Pair, Task<string?>> run)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await run(pair) is { } seen)
            {
                return seen;
            }
        }

        return null;
    }

    private static IEnumerable<Pair> Smaller(Pair pair) =>
        Without(pair.One.Hidden).Select(hidden => pair with { One = pair.One with { Hidden = hidden } })
            .Concat(Without(pair.Other.Hidden).Select(hidden => pair with { Other = pair.Other with { Hidden = hidden } }))
            .Concat(Without(pair.One.Seeds).Select(seeds => pair with { One = pair.One with { Seeds = seeds } }))
            .Concat(Without(pair.Other.Seeds).Select(seeds => pair with { Other = pair.Other with { Seeds = seeds } }))
            .Concat(Without(pair.Visible).Select(visible => pair with { Visible = visible }))
            .Concat(pair.Visible.SelectMany((ask, i) => Without(ask.Program).Select(program => pair with { Visible = pair.Visible.SetItem(i, ask with { Program = program }) })))
            .Concat(pair.Other.Hidden.SelectMany((hidden, i) => Without(hidden.Ask.Program).Select(program =>
                pair with { Other = pair.Other with { Hidden = pair.Other.Hidden.SetItem(i, hidden with { Ask = hidden.Ask with { Program = program } }) } })));

    private static IEnumerable<ImmutableArray<T>> Without<T>(ImmutableArray<T> all) => Enumerable.Range(0, all.Length).Select(all.RemoveAt);
}
