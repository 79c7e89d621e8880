using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>All of a facet but its item in one attribute: each attribute is parsed with every item, and paid for.</summary>
/// <remarks>
/// Conditions ask about its beginning: its origin, its number, its uid. Invariant: those that begin with one origin are in the order of their numbers, and none begins
/// with two origins.
/// </remarks>
internal static class FacetRecord
{
    /// <summary>What the records of an origin's facets begin with, and no others.</summary>
    internal static byte[] BeginningOf(string origin) => Write(to => to.Write(origin));

    /// <summary>Up to where an origin's facets have less than a number.</summary>
    internal static byte[] BeginningOf(string origin, long number) => Write(to => WriteBeginning(to, origin, number));

    /// <summary>What no other facet's record begins with.</summary>
    internal static byte[] BeginningOf(StoredFacet facet) => Write(to => WriteBeginning(to, facet));

    /// <param name="facet">The facet.</param>
    /// <param name="basis">Its basis, if that is not kept beside.</param>
    internal static byte[] Of(StoredFacet facet, Basis basis) => Write(to =>
    {
        WriteBeginning(to, facet);
        to.Write(facet.Label);
        to.Write7BitEncodedInt64(facet.ViewNumber);
        to.Write(facet.ViewLabel is not null);
        if (facet.ViewLabel is { } view)
        {
            to.Write(view);
        }

        to.Write7BitEncodedInt(basis.Seen.Length);
        foreach (var (source, position) in basis.Seen)
        {
            to.Write(source);
            to.Write7BitEncodedInt64(position);
        }

        foreach (var uid in facet.History)
        {
            to.Write(uid.ToByteArray());
        }
    });

    /// <summary>A facet of its record and of what is kept beside.</summary>
    /// <param name="bytes">The record.</param>
    /// <param name="basis">Its basis, if that is kept beside.</param>
    /// <param name="arrival">Its number of arrivals.</param>
    /// <param name="item">The item.</param>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    internal static StoredFacet Read(ReadOnlySpan<byte> bytes, Basis? basis, long arrival, byte[]? item)
    {
        var from = new RecordReader(bytes);
        var (origin, number, uid) = (from.Text(), from.Position(), from.Uid());
        var (label, viewNumber) = (from.Text(), from.Number());
        return new StoredFacet
        {
            Uid = uid,
            Label = label,
            Origin = origin,
            Number = number,
            ViewNumber = viewNumber,
            ViewLabel = from.Flag() ? from.Text() : null,
            Basis = ReadBasis(ref from) is { Seen.IsEmpty: false } seen ? seen : basis ?? Basis.Empty,
            History = ImmutableCollectionsMarshal.AsImmutableArray(from.Uids()),
            Arrival = arrival,
            Item = item,
        };
    }

    private static Basis ReadBasis(ref RecordReader from)
    {
        var count = from.Count();
        if (count == 0)
        {
            return Basis.Empty;
        }

        var seen = ImmutableArray.CreateBuilder<(string, long)>();
        for (; count > 0; count--)
        {
            seen.Add((from.Text(), from.Number()));
        }

        return new Basis(seen.ToImmutable());
    }

    private static void WriteBeginning(BinaryWriter to, StoredFacet facet)
    {
        WriteBeginning(to, facet.Origin, facet.Number);
        to.Write(facet.Uid.ToByteArray());
    }

    private static void WriteBeginning(BinaryWriter to, string origin, long number)
    {
        to.Write(origin);
        to.Write(BinaryPrimitives.ReverseEndianness(number));
    }

    private static byte[] Write(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream, Encoding.UTF8);
        write(to);
        to.Flush();
        return stream.ToArray();
    }
}
