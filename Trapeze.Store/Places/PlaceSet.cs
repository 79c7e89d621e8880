using System.Collections.Immutable;
using Trapeze.Store.Engine;

namespace Trapeze.Store.Places;

/// <summary>Places by their texts, and by the numbers that stand for them in one store.</summary>
/// <param name="texts">The places' texts.</param>
/// <param name="traits">What is known of each; nothing if it is not given.</param>
internal sealed class PlaceSet(ImmutableArray<string> texts, ImmutableArray<PlaceTraits> traits = default)
{
    private long[][] _digests = [];

    internal ImmutableArray<string> Texts { get; } = texts;

    /// <summary>For each text what is known of its place.</summary>
    internal ImmutableArray<PlaceTraits> Traits { get; } = traits.IsDefault ? [.. texts.Select(_ => default(PlaceTraits))] : traits;

    /// <summary>One number for each text, of the place and the table together.</summary>
    internal long[] Digests(StoredTable table, PlaceDigest digest)
    {
        var known = Volatile.Read(ref _digests);
        if (table.Index < known.Length && known[table.Index].Length > 0)
        {
            return known[table.Index];
        }

        var grown = new long[Math.Max(known.Length, table.Index + 1)][];
        Array.Fill(grown, []);
        known.CopyTo(grown, 0);
        grown[table.Index] = [.. Texts.Select(text => digest.Of(table.Name, text))];
        Volatile.Write(ref _digests, grown);
        return grown[table.Index];
    }
}
