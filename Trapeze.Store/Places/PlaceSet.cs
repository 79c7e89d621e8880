using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Trapeze.Store.Engine;

namespace Trapeze.Store.Places;

/// <summary>Places by their texts, and by the fixed-size digests that stand for them in storage.</summary>
/// <remarks>A digest needs no register of places, so that no reader learns, or waits to learn, which places are in use.</remarks>
internal sealed class PlaceSet(ImmutableArray<string> texts)
{
    internal const int DigestSize = 16;

    private byte[][][] _digests = [];

    internal ImmutableArray<string> Texts { get; } = texts;

    /// <summary>One digest for each text, of the place and the table together.</summary>
    internal byte[][] Digests(StoredTable table)
    {
        var known = Volatile.Read(ref _digests);
        if (table.Index < known.Length && known[table.Index].Length == Texts.Length)
        {
            return known[table.Index];
        }

        byte[][] made = [.. Texts.Select(text => Digest(table.Name, text))];
        var grown = new byte[Math.Max(known.Length, table.Index + 1)][][];
        Array.Fill(grown, []);
        known.CopyTo(grown, 0);
        grown[table.Index] = made;
        Volatile.Write(ref _digests, grown);
        return made;
    }

    // Table names contain no control characters.
    internal static byte[] Digest(string table, string place) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{table}\n{place}"))[..DigestSize];
}
